package dev.jackdaw.journal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
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

  /** Somebody writes lines into the texts that the steps change, before, between and after them. */
  @Test
  void noLineOfTheUsersIsLost() throws Exception {
    var merged = 0;
    for (var i = 0; i < PROGRAMS; i++) {
      var seed = SEED + i;
      var random = new Random(seed);
      try (var bench = new Bench(Files.createDirectories(temp.resolve("l" + i)))) {
        bench.run("for f in t1 t2 t3; do seq -f \"$f-%g\" 30 > $f; done");
        var said = new StringBuilder();
        for (var n = 2 + random.nextInt(8); n > 0; n--) {
          if (random.nextInt(3) == 0) bench.run(edit(random, "user", said));
          else bench.bash(edit(random, "step", said));
        }
        bench.run(edit(random, "user", said));
        var mine = linesOfUser(bench.root);

        var report =
            bench.go(
                Undo.Direction.UNDO,
                bench.steps().reversed(),
                Undo.Earnest.PERFORMANCE,
                random.nextBoolean() ? Undo.Conflicts.STOP : Undo.Conflicts.KEEP);

        merged += (int) report.paths().stream().filter(path -> path.contains("stays")).count();
        assertThat(linesOfUser(bench.root)).as("undo, seed %s%n%s", seed, said).containsAll(mine);
        // A step that deletes such lines does so again, but no more than it did.
        var _ = bench.redoAll();
        assertThat(linesOfUser(bench.root)).as("redo, seed %s%n%s", seed, said).containsAll(mine);
      }
    }
    assertThat(merged).as("something was merged at all").isPositive();
  }

  private static String edit(Random random, String who, StringBuilder said) {
    var file = "t" + (1 + random.nextInt(3));
    var line = 1 + random.nextInt(30);
    var text = who + "-" + said.length();
    var most = who.equals("user") ? 2 : 6;
    var edit =
        switch (random.nextInt(most)) {
          case 0 -> "sed -i '%da %s' %s".formatted(line, text, file);
          case 1 -> "echo %s >> %s".formatted(text, file);
          case 2 -> "sed -i '%ds/$/ %s/' %s".formatted(line, text, file);
          case 3 -> "sed -i '%d,%dd' %s".formatted(line, line + random.nextInt(3), file);
          case 4 -> "rm %s".formatted(file);
          default -> "seq 12 > %s".formatted(file);
        };
    said.append(edit).append('\n');
    return edit + " 2>/dev/null || true";
  }

  private static Set<String> linesOfUser(Path root) throws IOException {
    var lines = new TreeSet<String>();
    try (var files = Files.list(root)) {
      for (var file : files.toList()) {
        for (var line : Files.readAllLines(file)) {
          // A line that a step changed is taken back to how the user wrote it.
          if (line.startsWith("user-")) lines.add(line.split(" ", -1)[0]);
        }
      }
    }
    return lines;
  }
}
