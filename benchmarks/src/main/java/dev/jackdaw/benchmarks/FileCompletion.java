package dev.jackdaw.benchmarks;

import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tui.compose.Cells;
import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.compose.ComposerParts;
import dev.jackdaw.tui.compose.FileIndex;
import dev.jackdaw.tui.compose.History;
import dev.jackdaw.tui.compose.Pictures;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.theme.Theme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long a key takes behind an {@code @} in a tree of many files until what fits is drawn, and
 * how long their names take to be collected: {@code FileCompletion FILES ROUNDS}.
 */
public final class FileCompletion {
  private static final List<String> WORDS =
      List.of("@index", "@srcmain", "@moduletest", "@read.md", "@controller7", "@zzz", "@a/b");

  private static final String[] PARTS = {
    "src", "main", "test", "Module", "index", "Controller", "view", "read", "util", "Service"
  };

  private static final double NANOS_PER_MILLI = 1e6;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FileCompletion() {}

  public static void main(String[] arguments) throws Exception {
    var count = Integer.parseInt(arguments[0]);
    var rounds = Integer.parseInt(arguments[1]);
    var folder = Files.createTempDirectory("file-completion").toRealPath();
    try {
      fill(folder, count);
      try (var index = new FileIndex(folder, Toolbox::ignoreRules, () -> {})) {
        run(index, composer(folder, index), rounds);
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static Composer composer(Path folder, FileIndex index) {
    return new Composer(
        new ComposerParts(
            KeyBindings.defaults(),
            Theme.plain(),
            Cells.BY_CLUSTER,
            ComposerParts.ComposerSigns.RICH,
            History.inMemory(),
            folder,
            index,
            List::of,
            Pictures.NONE,
            ComposerParts.PasteLimit.USUAL,
            ComposerParts.WordSource.NONE));
  }

  private static void run(FileIndex index, Composer composer, int rounds) throws Exception {
    var begun = System.nanoTime();
    var first = press(composer, "@");
    while (index.isBuilding()) Thread.sleep(2);
    System.out.printf(
        Locale.ROOT,
        "%d names collected in %d ms; the key that begins it took %.2f ms%n",
        index.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        first / NANOS_PER_MILLI);
    var times = new long[rounds * WORDS.stream().mapToInt(String::length).sum()];
    var at = 0;
    for (var round = -2; round < rounds; round++) {
      for (var word : WORDS) {
        composer.draft("");
        for (var key : word.split("")) {
          var took = press(composer, key);
          if (round >= 0) times[at++] = took;
        }
      }
    }
    report(times);
  }

  /** Returns how much of a processor a key takes until what it changes is drawn. */
  private static long press(Composer composer, String key) {
    var begun = THREADS.getCurrentThreadCpuTime();
    composer.heard(new Input.Pressed(Key.of(key)));
    composer.draw(80, 24);
    return THREADS.getCurrentThreadCpuTime() - begun;
  }

  private static void report(long[] times) {
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "key to drawing, of one processor: median %.2f ms, p99 %.2f ms, longest %.2f ms, of %d"
            + " keys%n",
        times[times.length / 2] / NANOS_PER_MILLI,
        times[times.length * 99 / 100] / NANOS_PER_MILLI,
        times[times.length - 1] / NANOS_PER_MILLI,
        times.length);
  }

  private static void fill(Path folder, int count) throws IOException {
    Files.writeString(folder.resolve(".gitignore"), "*.class\n/build/\n");
    for (var i = 0; i < count; i++) {
      var below = folder;
      for (var rest = i / 20; rest > 0; rest /= 10)
        below = below.resolve(PARTS[rest % 10] + rest % 7);
      if (i % 20 == 0) Files.createDirectories(below);
      Files.createFile(below.resolve(PARTS[i % 10] + PARTS[i / 10 % 10] + i + ".java"));
    }
  }
}
