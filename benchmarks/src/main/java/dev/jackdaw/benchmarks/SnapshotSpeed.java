package dev.jackdaw.benchmarks;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Limits;
import dev.jackdaw.journal.checkpoint.Overlooked;
import dev.jackdaw.journal.checkpoint.WorkspaceCheckpoints;
import dev.jackdaw.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to look at a workspace before and after a command, of which nothing or one file
 * changed: {@code SnapshotSpeed FILES ROUNDS}. The first look, which reads every file, is told by
 * itself.
 */
public final class SnapshotSpeed {
  private static final int FILES_PER_FOLDER = 50;

  private SnapshotSpeed() {}

  public static void main(String[] arguments) throws Exception {
    var files = Integer.parseInt(arguments[0]);
    var rounds = Integer.parseInt(arguments[1]);
    var temp = Files.createTempDirectory("snapshot-speed").toRealPath();
    try {
      run(files, rounds, temp);
    } finally {
      TemporaryFolder.delete(temp);
    }
  }

  private static void run(int files, int rounds, Path temp) throws Exception {
    var root = Files.createDirectory(temp.resolve("work"));
    for (var i = 0; i < files; i++) {
      var folder =
          root.resolve("d" + i / (FILES_PER_FOLDER * 20)).resolve("e" + i / FILES_PER_FOLDER);
      if (i % FILES_PER_FOLDER == 0) Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("File" + i + ".java"), "class File" + i + " {}\n".repeat(20));
    }
    Thread.sleep(100); // what was written within a tick is read again
    try (var checkpoints = checkpoints(root, temp)) {
      var first = time(checkpoints, root, () -> {});
      System.out.printf(Locale.ROOT, "%d files: first look and one more %.0f ms%n", files, first);
      report("unchanged, before and after", rounds, () -> time(checkpoints, root, () -> {}));
      var changed = root.resolve("d0/e0/File0.java");
      report(
          "one file changed, before and after",
          rounds,
          () -> time(checkpoints, root, () -> Files.writeString(changed, "" + System.nanoTime())));
    }
  }

  private static WorkspaceCheckpoints checkpoints(Path root, Path temp) throws IOException {
    return new WorkspaceCheckpoints(
        new CheckpointFolder(temp.resolve("state")),
        new SessionId("s"),
        Workspace.of(root),
        Limits.DEFAULT,
        Overlooked.NOTHING,
        Toolbox::ignoreRules,
        InstantSource.system());
  }

  /** What a command does. */
  private interface Deed {
    void run() throws IOException;
  }

  /** A measured round. */
  private interface Round {
    double run() throws Exception;
  }

  private static double time(WorkspaceCheckpoints checkpoints, Path root, Deed deed)
      throws IOException, InterruptedException {
    var start = System.nanoTime();
    var before = checkpoints.before(new CallId("c"), List.of(new Effect.Executes("?", root)));
    deed.run();
    var _ = before.after();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void report(String name, int rounds, Round round) throws Exception {
    var times = new double[rounds];
    for (var i = 0; i < rounds; i++) times[i] = round.run();
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%s: p50 %.1f ms, min %.1f ms (one look is half)%n",
        name,
        times[rounds / 2],
        times[0]);
  }
}
