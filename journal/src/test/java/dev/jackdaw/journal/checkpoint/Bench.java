package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.IgnoreRules;
import dev.jackdaw.journal.FileJournal;
import dev.jackdaw.journal.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A workspace, a session in it, and steps that are taken by hand. */
final class Bench implements AutoCloseable {
  private static final SessionId SESSION = new SessionId("s");

  final Path root;
  final Workspace workspace;
  final Sessions sessions;
  final FileJournal journal;
  private final CheckpointFolder store;
  final WorkspaceCheckpoints checkpoints;
  private int calls;

  Bench(Path temp) throws IOException {
    this(temp, Limits.DEFAULT, _ -> IgnoreRules.NONE);
  }

  Bench(Path temp, Limits limits, Function<Path, IgnoreRules> ignored) throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("work"));
    workspace = Workspace.of(root);
    sessions = new Sessions(temp.resolve("state"), InstantSource.system());
    journal = sessions.create(SESSION, root);
    store = new CheckpointFolder(sessions.checkpoints(root));
    checkpoints =
        new WorkspaceCheckpoints(
            store, SESSION, workspace, limits, Overlooked.NOTHING, ignored, InstantSource.system());
  }

  /** What a step does. */
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /** Takes a step whose effects are not known, as a command's are not. */
  void command(Deed deed) throws IOException, InterruptedException {
    step(List.of(new Effect.Executes("?", root)), deed);
  }

  /** Runs bash in the workspace as a step. */
  void bash(String line) throws IOException, InterruptedException {
    command(() -> run(line));
  }

  void run(String line) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("bash", "-c", line)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(line + ": " + output);
    }
  }

  void step(List<Effect> effects, Deed deed) throws IOException, InterruptedException {
    var call = new CallId("c" + ++calls);
    var before = checkpoints.before(call, effects);
    deed.run();
    var found = before.after();
    if (found.isPresent()) {
      journal.append(AgentId.MAIN, new Event.FilesChanged(new TurnId(1), call, found.get()));
    }
  }

  List<Step> steps() {
    return Step.of(journal);
  }

  Undo.Report undoAll() throws IOException {
    var open = steps().stream().filter(step -> !step.isUndone()).toList();
    return go(Undo.Direction.UNDO, open.reversed());
  }

  Undo.Report redoAll() throws IOException {
    return go(Undo.Direction.REDO, steps().stream().filter(Step::isUndone).toList());
  }

  Undo.Report go(Undo.Direction direction, List<Step> steps) throws IOException {
    return go(direction, steps, Undo.Earnest.PERFORMANCE, Undo.Conflicts.STOP);
  }

  Undo.Report go(
      Undo.Direction direction, List<Step> steps, Undo.Earnest earnest, Undo.Conflicts conflicts)
      throws IOException {
    try (var folder = new CheckpointFolder(sessions.checkpoints(root))) {
      return new Undo(folder, workspace, event -> journal.append(AgentId.MAIN, event))
          .go(direction, steps, earnest, conflicts);
    }
  }

  @Override
  public void close() {
    checkpoints.close();
    journal.close();
  }
}
