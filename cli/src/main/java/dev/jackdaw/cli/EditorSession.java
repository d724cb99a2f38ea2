package dev.jackdaw.cli;

import dev.jackdaw.acp.AcpActions;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.cli.custom.CommandRuns;
import dev.jackdaw.cli.undo.Rewinding;
import dev.jackdaw.cli.usage.UsageReport;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.tui.ContextCommands;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A session that an editor has open, with what the wiring does for it. */
record EditorSession(
    Session session, Wiring wiring, Sessions sessions, InstantSource clock, List<String> remarks)
    implements AcpActions.Opened {
  private static final int COLUMNS = 100;

  private static final List<AcpActions.Command> COMMANDS =
      List.of(
          new AcpActions.Command("context", "What the model is shown, and what it costs", ""),
          new AcpActions.Command(
              "compact", "Fold the older part of the conversation", "[--dry-run] [what matters]"),
          new AcpActions.Command("uncompact", "Take the last fold back", ""),
          new AcpActions.Command(
              "pin", "Keep something word for word through folds", "#NUMBER or a text"),
          new AcpActions.Command("unpin", "Give up a pin", "its beginning"),
          new AcpActions.Command(
              "undo", "Take back what the last step changed on disk, or the steps named", "[STEP]"),
          new AcpActions.Command("redo", "Do an undone step again", "[STEP]"),
          new AcpActions.Command(
              "rewind",
              "List the prompts, or go back to before one",
              "[NUMBER [files|conversation]]"),
          new AcpActions.Command("cost", "Tokens and money used so far", ""));

  @Override
  public List<Mode> modes() {
    return Interactive.modes(wiring);
  }

  @Override
  public List<String> models() {
    return wiring.models().names();
  }

  @Override
  public Model model(String name) {
    return wiring.models().model(name);
  }

  @Override
  public List<AcpActions.Command> ownCommands() {
    return COMMANDS;
  }

  @Override
  public List<AcpActions.Command> commands() {
    var all = new ArrayList<>(COMMANDS);
    for (var custom : wiring.slashCommands()) {
      all.add(new AcpActions.Command(custom.name(), custom.help(), custom.argumentHint()));
    }
    return all;
  }

  @Override
  public Optional<AcpActions.Custom> custom(String line, List<Block.Content> more) {
    return wiring
        .commandRuns()
        .find(session, line, more)
        .map(found ->
            switch (found) {
              case CommandRuns.Found.Told(var lines) -> new AcpActions.Custom.Told(lines);
              case CommandRuns.Found.Task(var remark, var submission) ->
                  new AcpActions.Custom.Task(remark, submission);
            });
  }

  @Override
  public List<String> command(String line) throws InterruptedException {
    var words = List.of(line.strip().split("\\s+"));
    var rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "/undo" -> rewinding().go(Direction.UNDO, rest);
      case "/redo" -> rewinding().go(Direction.REDO, rest);
      case "/rewind" ->
          rest.isEmpty()
              ? rewinding().rewind("", "")
              : rewinding().rewind(rest.getFirst(), String.join(" ", rest.subList(1, rest.size())));
      case "/cost" -> UsageReport.bill(sessions, session.id(), clock, ZoneId.systemDefault());
      default -> ContextCommands.plain(COLUMNS).run(line, session);
    };
  }

  private Rewinding rewinding() {
    return new Rewinding(sessions, wiring.workspace(), session);
  }

  @Override
  public void replay(Consumer<Occurrence> each) {
    try (var journal = sessions.view(session.id())) {
      journal.replay(each);
    }
  }

  @Override
  public void close() {
    session.close();
    wiring.tidy();
  }
}
