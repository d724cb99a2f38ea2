package dev.jackdaw.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.jackdaw.sandbox.Bubblewrap;
import dev.jackdaw.sandbox.BubblewrapSandbox;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.Scratch;
import dev.jackdaw.sandbox.SystemCalls;
import dev.jackdaw.sandbox.landlock.Landlock;
import dev.jackdaw.sandbox.landlock.Supervised;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long it takes to start {@code /bin/true} and see it end, on each rung of the sandbox, beside
 * a plain {@code ProcessBuilder}, bubblewrap alone, and other sandboxes that are named: {@code
 * SandboxStarts ROUNDS [NAME=COMMAND]...}, each command a line of words to which {@code /bin/true}
 * is added. All take turns, so that a busy moment meets each of them.
 */
public final class SandboxStarts {
  private static final List<String> NOTHING = List.of("/bin/true");
  private static final List<String> BWRAP_ALONE =
      List.of(
          "/usr/bin/bwrap",
          "--ro-bind",
          "/",
          "/",
          "--dev",
          "/dev",
          "--proc",
          "/proc",
          "--unshare-all",
          "--die-with-parent",
          "--new-session");

  /** Starts it and waits. */
  private interface Way {
    int run() throws IOException, InterruptedException;
  }

  private SandboxStarts() {}

  public static void main(String[] arguments) throws Exception {
    var rounds = Integer.parseInt(arguments[0]);
    var work = Files.createTempDirectory("sandbox-starts").toRealPath();
    var profile =
        new Profile(
            List.of(work), work, List.of(), List.of(), Profile.Git.NOTHING, Optional.empty());
    var bubblewrap = new Bubblewrap(Path.of("/usr/bin/bwrap"), SystemCalls.write(work));
    var ways = new LinkedHashMap<String, Way>();
    try (var inBubblewrap =
            new BubblewrapSandbox(
                bubblewrap, profile, Optional.empty(), Supervised.of(profile, _ -> false));
        var covered = new BubblewrapSandbox(bubblewrap, profile);
        var inLandlock = Landlock.open(profile, _ -> false, Optional.empty())) {
      ways.put("ProcessBuilder", () -> plain(NOTHING));
      ways.put("bwrap alone", () -> plain(joined(BWRAP_ALONE)));
      ways.put("jackdaw bwrap", () -> confined(inBubblewrap, work));
      ways.put("  unsupervised", () -> confined(covered, work));
      ways.put("jackdaw landlock", () -> confined(inLandlock, work));
      for (var other : Arrays.asList(arguments).subList(1, arguments.length)) {
        var equals = other.indexOf('=');
        var line = List.of(other.substring(equals + 1).split(" "));
        ways.put(other.substring(0, equals), () -> plain(joined(line)));
      }
      print(measured(ways, rounds));
    } finally {
      Scratch.remove(work);
    }
  }

  private static List<String> joined(List<String> line) {
    var whole = new ArrayList<>(line);
    whole.addAll(NOTHING);
    return whole;
  }

  private static int plain(List<String> line) throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return process.waitFor();
  }

  private static int confined(Sandbox sandbox, Path work) throws IOException, InterruptedException {
    var process =
        sandbox.start(
            new Launch(NOTHING, work, Map.of("PATH", "/usr/bin:/bin"), Launch.Streams.PIPES));
    process.getOutputStream().close();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return process.waitFor();
  }

  private static Map<String, double[]> measured(Map<String, Way> ways, int rounds)
      throws IOException, InterruptedException {
    var times = new LinkedHashMap<String, double[]>();
    for (var name : ways.keySet()) times.put(name, new double[rounds]);
    var warmUp = rounds / 5;
    for (var round = -warmUp; round < rounds; round++) {
      for (var way : ways.entrySet()) {
        var began = System.nanoTime();
        var status = way.getValue().run();
        var took = (System.nanoTime() - began) / 1e6;
        if (status != 0) throw new IOException(way.getKey() + " ended with " + status);
        if (round >= 0) requireNonNull(times.get(way.getKey()))[round] = took;
      }
    }
    return times;
  }

  private static void print(Map<String, double[]> times) {
    System.out.printf(Locale.ROOT, "%-18s %8s %8s %8s  ms%n", "", "min", "p50", "p99");
    for (var entry : times.entrySet()) {
      var sorted = entry.getValue().clone();
      Arrays.sort(sorted);
      System.out.printf(
          Locale.ROOT,
          "%-18s %8.2f %8.2f %8.2f%n",
          entry.getKey(),
          sorted[0],
          sorted[sorted.length / 2],
          sorted[(int) (sorted.length * 0.99)]);
    }
  }
}
