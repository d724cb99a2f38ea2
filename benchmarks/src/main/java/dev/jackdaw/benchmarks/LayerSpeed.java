package dev.jackdaw.benchmarks;

import dev.jackdaw.sandbox.layer.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What it costs to hold back what a command writes and to let it count: {@code LayerSpeed FILES
 * ROUNDS}. The command that writes makes so many files of 1 KiB.
 */
public final class LayerSpeed {
  private LayerSpeed() {}

  public static void main(String[] arguments) throws Exception {
    var files = Integer.parseInt(arguments[0]);
    var rounds = Integer.parseInt(arguments[1]);
    var temp = Files.createTempDirectory("layer-speed").toRealPath();
    try {
      run(files, rounds, temp);
    } finally {
      TemporaryFolder.delete(temp);
    }
  }

  private static void run(int files, int rounds, Path temp) throws Exception {
    var root = Files.createDirectory(temp.resolve("work"));
    var write =
        "i=0; while [ $i -lt " + files + " ]; do head -c 1024 /dev/zero > f$i; i=$((i+1)); done";
    try (var layers = Layers.open(List.of(temp.resolve("layers")), List.of(root), Set.of())) {
      report("true, by itself", rounds, () -> plain(root, "true"));
      report("true, held", rounds, () -> held(layers, root, "true"));
      report(files + " files, by itself", rounds, () -> cleared(root, () -> plain(root, write)));
      report(
          files + " files, held and applied",
          rounds,
          () -> cleared(root, () -> held(layers, root, write)));
    }
  }

  /** A measured round. */
  private interface Round {
    double run() throws IOException, InterruptedException;
  }

  private static double cleared(Path root, Round round) throws IOException, InterruptedException {
    try (var files = Files.newDirectoryStream(root)) {
      for (var file : files) Files.delete(file);
    }
    return round.run();
  }

  private static double plain(Path root, String script) throws IOException, InterruptedException {
    var start = System.nanoTime();
    run(List.of("/bin/sh", "-c", script), root);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double held(Layers layers, Path root, String script)
      throws IOException, InterruptedException {
    var start = System.nanoTime();
    try (var layer = layers.begin(List.of(root))) {
      var line = new ArrayList<>(layer.around(root));
      line.addAll(layer.back());
      line.addAll(List.of("/bin/sh", "-c", script));
      run(line, root);
      if (!layer.held().changes().isEmpty()) {
        var _ = layer.apply();
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void run(List<String> line, Path root) throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).directory(root.toFile()).inheritIO().start();
    if (process.waitFor() != 0) throw new IOException("status " + process.exitValue());
  }

  private static void report(String name, int rounds, Round round) throws Exception {
    var times = new double[rounds];
    for (var i = 0; i < rounds; i++) times[i] = round.run();
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT, "%s: p50 %.1f ms, min %.1f ms%n", name, times[rounds / 2], times[0]);
  }
}
