package dev.jackdaw.tui;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.view.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where a resumed session left off: its last prompt and what came of it, as it was shown then. */
final class Recap {
  /** A task may have had thousands of events; these are a few screens. */
  private static final int MOST_EVENTS = 40;

  private final int prompts;
  private final String last;
  private final List<Occurrence> since;
  private final int leftOut;

  private Recap(int prompts, String last, List<Occurrence> since, int leftOut) {
    this.prompts = prompts;
    this.last = last;
    this.since = since;
    this.leftOut = leftOut;
  }

  /** Says that another session is open now, new or resumed. */
  static String opened(Session session, String before) {
    var what = session.totals().turns() == 0 ? "New session." : "Another session.";
    return what + " The one before can be resumed: jackdaw -r " + before;
  }

  static Recap of(List<Occurrence> events) {
    var starts = new ArrayList<Integer>();
    var end = events.size();
    for (var i = 0; i < events.size(); i++) {
      if (!events.get(i).agent().isMain()) continue;
      var event = events.get(i).event();
      if (event instanceof Event.PromptSubmitted(_, var steering) && !steering) {
        starts.add(i);
        end = events.size();
      }
      if (event instanceof Event.ConversationRewound(var kept) && kept < starts.size()) {
        end = starts.get(kept);
        starts.subList(kept, starts.size()).clear();
      }
    }
    if (starts.isEmpty()) return new Recap(0, "", List.of(), 0);
    var since = events.subList(starts.getLast() + 1, end).stream().filter(Recap::isShown).toList();
    var leftOut = Math.max(0, since.size() - MOST_EVENTS);
    return new Recap(
        starts.size(),
        said(events.get(starts.getLast()).event()),
        since.subList(leftOut, since.size()),
        leftOut);
  }

  private static String said(Event event) {
    return event instanceof Event.PromptSubmitted(var content, _) ? Prompts.text(content) : "";
  }

  private static boolean isShown(Occurrence occurrence) {
    return occurrence.agent().isMain()
        && !(occurrence.event() instanceof Event.SessionResumed
            || occurrence.event() instanceof Event.AgentConfigured
            || occurrence.event() instanceof Event.FilesChanged);
  }

  boolean isEmpty() {
    return prompts == 0;
  }

  /** {@code prompt} takes the last prompt, {@code all} says how to see the rest. */
  void show(Screen screen, Consumer<String> prompt, String all) {
    var look = screen.look();
    var count = prompts == 1 ? "1 prompt" : prompts + " prompts";
    screen.line(look.dim("Resumed, after " + count + ". " + all + " shows all of it."));
    prompt.accept(last);
    if (leftOut > 0)
      screen.line(look.dim(screen.signs().dots() + " " + leftOut + " events before"));
    var view = new EventView(screen);
    for (var occurrence : since) view.show(occurrence);
    screen.idle();
  }
}
