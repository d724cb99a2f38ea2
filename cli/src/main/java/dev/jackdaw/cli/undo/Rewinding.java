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

  private final Sessions sessions;
  private final Workspace workspace;
  private final Session session;

  public Rewinding(Sessions sessions, Workspace workspace, Session session) {
    this.sessions = sessions;
    this.workspace = workspace;
    this.session = session;
  }

  /** Takes steps back or does them again, and returns what to tell the person. */
  public List<String> go(Direction direction, List<String> numbers) {
    return taken(direction, StepChoice.of(direction, steps(), numbers));
  }

  private List<Step> steps() {
    try (var journal = sessions.view(session.id())) {
      return Step.of(journal);
    }
  }

  private List<String> taken(Direction direction, List<Step> steps) {
    requireRest();
    try (var store = new CheckpointFolder(sessions.checkpoints(workspace.directory()))) {
      var undo = new Undo(store, workspace, this::keep);
      return UndoText.of(
          direction,
          undo.go(direction, steps, Earnest.PERFORMANCE, Conflicts.STOP),
          Earnest.PERFORMANCE);
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

  /** Lists the prompts, or goes back to before one of them. */
  public List<String> rewind(String prompt, String what) {
    var prompts = prompts();
    if (prompt.isEmpty()) return listed(prompts);
    var number = number(prompt, prompts.size());
    if (!List.of("", "both", "files", "conversation").contains(what)) {
      throw wrong("/rewind takes files, conversation or both, not \"" + what + "\".");
    }
    requireRest();
    var lines = new ArrayList<String>();
    if (!what.equals("conversation")) lines.addAll(files(number));
    if (!what.equals("files")) {
      session.took(new Session.TakenBack.Conversation(number - 1));
      lines.add("The conversation is as it was before prompt " + number + ".");
    }
    return lines;
  }

  private List<String> files(int prompt) {
    var steps =
        steps().reversed().stream()
            .filter(step -> !step.isUndone() && step.prompt() >= prompt)
            .filter(step -> !step.found().shared())
            .toList();
    return steps.isEmpty() ? List.of("No file was changed since.") : taken(Direction.UNDO, steps);
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
