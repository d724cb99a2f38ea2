package dev.jackdaw.journal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Undo gives back byte for byte what was there, and redo what was made. {@code -Dundo.programs=N}
 * sets how many programs are tried, {@code -Dundo.seed=N} which.
 */
class UndoPropertyTest {
  private static final int PROGRAMS = Integer.getInteger("undo.programs", 25);
  private static final long SEED = Long.getLong("undo.seed", 1);

  @TempDir Path temp;

  @Test
  void undoGivesBackWhatWasThereAndRedoWhatWasMade() throws Exception {
    for (var i = 0; i < PROGRAMS; i++) {
      var seed = SEED + i;
      var random = new Random(seed);
      var folder = Files.createDirectories(temp.resolve("p" + i));
      try (var bench = new Bench(folder)) {
        bench.run("git init -q . && git config user.name x && git config user.email x@x");
        var program = new RandomProgram(random);
        for (var n = random.nextInt(12); n > 0; n--) bench.run(program.line());
        var before = Tree.of(bench.root);
        var said = new StringBuilder();
        for (var n = 1 + random.nextInt(10); n > 0; n--) {
          var line = program.line();
          said.append(line).append('\n');
          bench.bash(line);
        }
        var after = Tree.of(bench.root);

        var undone = bench.undoAll();
        assertThat(undone.conflicts()).as("seed %s:%n%s", seed, said).isEmpty();
        assertThat(Tree.of(bench.root)).as("undo, seed %s:%n%s", seed, said).isEqualTo(before);

        var redone = bench.redoAll();
        assertThat(redone.conflicts()).as("seed %s:%n%s", seed, said).isEmpty();
        assertThat(Tree.of(bench.root)).as("redo, seed %s:%n%s", seed, said).isEqualTo(after);
        bench.run("chmod -R u+rwX .");
      }
    }
  }

  /** Somebody else edits between and after the steps. */
  @Test
  void nothingOfTheUsersIsLost() throws Exception {
    for (var i = 0; i < PROGRAMS; i++) {
      var seed = SEED + i;
      var random = new Random(seed);
      var folder = Files.createDirectories(temp.resolve("u" + i));
      try (var bench = new Bench(folder)) {
        var program = new RandomProgram(random);
        for (var n = random.nextInt(8); n > 0; n--) bench.run(program.line());
        for (var n = 1 + random.nextInt(6); n > 0; n--) bench.bash(program.line());
        bench.run("chmod -R u+rwX .");
        var mine = bench.root.resolve("mine");
        Files.deleteIfExists(mine);
        Files.writeString(mine, "of the user " + seed);
        var edited = bench.root.resolve("c.txt");
        if (Files.isRegularFile(edited) && !Files.isSymbolicLink(edited)) {
          Files.writeString(edited, "edited by the user " + seed);
        }
        var wanted = Files.isRegularFile(edited) ? Files.readString(edited) : "";

        var steps = bench.steps().reversed();
        var _ =
            bench.go(
                Undo.Direction.UNDO,
                steps,
                Undo.Earnest.PERFORMANCE,
                random.nextBoolean() ? Undo.Conflicts.STOP : Undo.Conflicts.KEEP);

        assertThat(mine).as("seed %s", seed).hasContent("of the user " + seed);
        if (wanted.startsWith("edited")) {
          assertThat(edited).as("seed %s", seed).hasContent(wanted);
        }
        bench.run("chmod -R u+rwX .");
      }
    }
  }
}
