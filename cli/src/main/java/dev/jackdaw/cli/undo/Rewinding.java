package dev.jackdaw.cli.undo;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Step;
import dev.jackdaw.journal.checkpoint.Undo;
import dev.jackdaw.journal.checkpoint.Undo.Conflicts;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.journal.checkpoint.Undo.Earnest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code /undo}, {@code /redo} and {@code /rewind}: takes back what an open session did. */
public final class Rewinding {
  private static final int SHOWN_CHARS = 70;
  private static final String SKIP = "--skip-conflicts";

  private final Sessions sessions;
  private final Workspace workspace;
  private final Session session;

  public Rewinding(Sessions sessions, Workspace workspace, Session session) {
    this.sessions = sessions;
    this.workspace = workspace;
    this.session = session;
  }

  /** Takes steps back or does them again, and returns what to tell the person. */
  public List<String> go(Direction direction, List<String> words) {
    var numbers = words.stream().filter(word -> !word.equals(SKIP)).toList();
    var conflicts = numbers.size() == words.size() ? Conflicts.STOP : Conflicts.KEEP;
    var steps = StepChoice.of(direction, steps(), numbers);
    var report = taken(direction, steps, Earnest.PERFORMANCE, conflicts);
    return UndoText.of(direction, report, Earnest.PERFORMANCE);
  }

  private List<Step> steps() {
    try (var journal = sessions.view(session.id())) {
      return Step.of(journal);
    }
  }

  private Undo.Report taken(
      Direction direction, List<Step> steps, Earnest earnest, Conflicts conflicts) {
    requireRest();
    try (var store = new CheckpointFolder(sessions.checkpoints(workspace.directory()))) {
      return new Undo(store, workspace, this::keep).go(direction, steps, earnest, conflicts);
    } catch (IOException e) {
      throw UndoText.failed(direction, e);
    }
  }

  /** What a running task works on is not taken away from under it. */
  private void requireRest() {
    if (!session.isRunning()) return;
    throw wrong("a task is running. Interrupt it, or wait for its end, and try again.");
  }

  private void keep(Event.Durable event) {
    switch (event) {
      case Event.StepsUndone(var steps, var summary) ->
          session.took(new Session.TakenBack.Steps(steps, summary));
      case Event.StepsRedone(var steps, var summary) ->
          session.took(new Session.TakenBack.Again(steps, summary));
      default -> throw new IllegalStateException("not taken back: " + event);
    }
  }

  /**
   * Lists the prompts, or goes back to before one of them. Files and conversation go back together
   * or not at all.
   *
   * @param how {@code files}, {@code conversation}, {@code both} or nothing, and {@code
   *     --skip-conflicts} where files that were changed since are to be left alone
   */
  public List<String> rewind(String prompt, String how) {
    var prompts = prompts();
    if (prompt.isEmpty()) return listed(prompts);
    var number = number(prompt, prompts.size());
    var what = how.replace(SKIP, "").strip();
    if (!List.of("", "both", "files", "conversation").contains(what)) {
      throw wrong("/rewind takes files, conversation or both, not \"" + what + "\".");
    }
    requireRest();
    var lines = new ArrayList<String>();
    if (!what.equals("conversation")) {
      var files = what.equals("files");
      if (!files(number, files, how.contains(SKIP), lines)) return lines;
    }
    if (!what.equals("files")) {
      session.took(new Session.TakenBack.Conversation(number - 1));
      lines.add("The conversation is as it was before prompt " + number + ".");
    }
    return lines;
  }

  /** Returns whether the conversation may follow. */
  private boolean files(int prompt, boolean alone, boolean skips, List<String> lines) {
    var steps =
        steps().reversed().stream()
            .filter(step -> !step.isUndone() && step.prompt() >= prompt)
            .filter(step -> !step.found().shared())
            .toList();
    if (steps.isEmpty()) {
      lines.add("No file was changed since.");
      return true;
    }
    if (!alone && !skips) {
      var rehearsed = taken(Direction.UNDO, steps, Earnest.REHEARSAL, Conflicts.STOP);
      if (rehearsed.stoppedAt() > 0) {
        lines.addAll(UndoText.standing(rehearsed.conflicts()));
        lines.add(
            ("So nothing is taken back, neither files nor conversation. /rewind %1$d both %2$s"
                    + " leaves these files alone, /rewind %1$d conversation all files.")
                .formatted(prompt, SKIP));
        return false;
      }
    }
    var conflicts = skips ? Conflicts.KEEP : Conflicts.STOP;
    var report = taken(Direction.UNDO, steps, Earnest.PERFORMANCE, conflicts);
    lines.addAll(UndoText.of(Direction.UNDO, report, Earnest.PERFORMANCE));
    return true;
  }

  private List<String> prompts() {
    var prompts = new ArrayList<String>();
    try (var journal = sessions.view(session.id())) {
      journal.replay(occurrence -> {
        if (!occurrence.agent().isMain()) return;
        switch (occurrence.event()) {
          case Event.PromptSubmitted(var content, var steering) when !steering ->
              prompts.add(text(content));
          case Event.ConversationRewound(var kept) when kept < prompts.size() ->
              prompts.subList(kept, prompts.size()).clear();
          default -> {}
        }
      });
    }
    return prompts;
  }

  private static String text(List<Block.Content> content) {
    for (var block : content) {
      if (!(block instanceof Block.Text(var text, _)) || text.isBlank()) continue;
      var line = text.strip().lines().findFirst().orElse("");
      return line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "…" : line;
    }
    return "(no text)";
  }

  private List<String> listed(List<String> prompts) {
    if (prompts.isEmpty()) return List.of("There is nothing to go back to yet.");
    var steps = steps();
    var lines = new ArrayList<String>();
    for (var i = 0; i < prompts.size(); i++) {
      var number = i + 1;
      var changed = steps.stream().filter(step -> !step.isUndone() && step.prompt() >= number);
      lines.add("%3d  %s  (%d steps since)".formatted(number, prompts.get(i), changed.count()));
    }
    lines.add("/rewind NUMBER goes back to before it: files and conversation, or one of them.");
    return lines;
  }

  private static int number(String given, int most) {
    try {
      var number = Integer.parseInt(given);
      if (number >= 1 && number <= most) return number;
    } catch (NumberFormatException _) {
      // As below.
    }
    throw wrong("there is no prompt \"" + given + "\". /rewind lists them.");
  }

  private static JackdawException wrong(String message) {
    return new JackdawException(JackdawException.Kind.USER, "no-prompt", message);
  }
}
