package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where all the text of a session came from, as a function of its journal. It counts for every
 * agent of the session and never becomes less: a sub-agent is told what its parent read, files are
 * written from it, and what was folded away has had its effect. Thread-safe.
 */
public final class Origins {
  private static final int MOST_DETAILS = 20;

  private final Set<Label> seen = new LinkedHashSet<>();

  /** Takes in an event of any agent. */
  public synchronized void apply(Event.Durable event) {
    switch (event) {
      case Event.PromptSubmitted prompt -> prompt.content().forEach(this::see);
      case Event.ContextPinned _ -> seen.add(Label.USER);
      case Event.NoticeGiven _ -> seen.add(Label.JACKDAW);
      case Event.StepsUndone _, Event.StepsRedone _ -> seen.add(Label.JACKDAW);
      case Event.HookSpoke hook -> hook.said().forEach(this::see);
      case Event.MemoryLoaded(var path, _) -> seen.add(memory(path));
      case Event.AgentConfigured agent -> agent.system().forEach(this::see);
      case Event.ReplyReceived _ -> seen.add(Label.MODEL);
      case Event.CallFinished call -> {
        seen.add(call.result().label());
        call.result().content().forEach(this::see);
      }
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.ModelFailed _,
          Event.CallDecided _,
          Event.CallStarted _,
          Event.QuestionAnswered _,
          Event.ModeChanged _,
          Event.ModelChanged _,
          Event.AnsweredByOther _,
          Event.WindowLearned _,
          Event.AgentStarted _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.TaskFinished _,
          Event.FilesChanged _,
          Event.ConversationRewound _,
          Event.ContextFolded _,
          Event.ContextUnfolded _,
          Event.ContextUnpinned _,
          Event.CallNested _,
          Event.ScriptStarted _ -> {}
    }
  }

  /** Returns the label of a memory file. */
  static Label memory(String path) {
    return new Label(Label.Source.MEMORY, path);
  }

  private void see(Block.Content content) {
    seen.add(content.label());
  }

  public synchronized Set<Label> labels() {
    return Set.copyOf(seen);
  }

  /**
   * Returns where the text came from, each kind once, the farthest first; details are kept of the
   * first few that are outside the workspace, where they matter to whoever is asked.
   */
  synchronized List<Label> kinds() {
    var all =
        new TreeSet<>(Comparator.comparing(Label::source).reversed().thenComparing(Label::detail));
    for (var label : seen) {
      switch (label.source()) {
        case USER, JACKDAW, MODEL -> {}
        case WEB, MCP, OUTSIDE -> all.add(label);
        case MEMORY, WORKSPACE, COMMAND, SUBAGENT -> all.add(new Label(label.source(), ""));
      }
    }
    var kinds = new LinkedHashSet<Label>();
    for (var label : all) {
      kinds.add(kinds.size() < MOST_DETAILS ? label : new Label(label.source(), ""));
    }
    return List.copyOf(kinds);
  }
}
