package dev.jackdaw.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the flags of the launcher are worth: every variant gets an AOT cache of its own,
 * then all are started in turn, many times, against a model server on loopback. Prints medians, and
 * minima in brackets. {@code bin/measure-start.sh} calls it.
 */
final class StartUpTable {
  private static final String FLAGS = "jvm_flags='";
  private static final int PORTION = 1_000_000;

  private final String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
  private final String classPath = System.getProperty("jackdaw.class.path", "");
  private final Path work = Files.createTempDirectory("start-up-table");
  private final List<String> flags;

  private StartUpTable(Path launcher) throws IOException {
    flags = flagsOf(Files.readString(launcher));
  }

  /** One start: milliseconds to the first request and to the exit, and the peak size in MiB. */
  private record Start(double request, double exit, double size) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var table = new StartUpTable(Path.of(arguments[0]));
    table.print(table.variants(), Integer.parseInt(arguments[1]));
  }

  /** Reads the flags out of the launcher, so that the table cannot drift from it. */
  private static List<String> flagsOf(String launcher) {
    int from = launcher.indexOf(FLAGS) + FLAGS.length();
    var flags =
        new ArrayList<>(
            List.of(launcher.substring(from, launcher.indexOf('\'', from)).strip().split("\\s+")));
    flags.add("-Xmx512m");
    return flags;
  }

  private Map<String, List<String>> variants() throws IOException, InterruptedException {
    var variants = new LinkedHashMap<String, List<String>>();
    variants.put("as the launcher starts it", trained("launcher", flags));
    variants.put("without the AOT cache", flags);
    variants.put("plain java, no flags", List.of());
    variants.put("G1 for serial GC", trained("g1", without("-XX:+UseSerialGC")));
    variants.put("C2 allowed", trained("c2", without("-XX:TieredStopAtLevel=1")));
    variants.put(
        "full object headers", trained("headers", without("-XX:+UseCompactObjectHeaders")));
    variants.put("initial heap by default", trained("heap", without("-Xms16m")));
    variants.put("performance data on", trained("perf", without("-XX:-UsePerfData")));
    variants.put("32 MiB code cache", trained("code", with("-XX:ReservedCodeCacheSize=32m")));
    variants.put("512 KiB stacks", trained("stack", with("-Xss512k")));
    variants.put("8 MiB initial heap", trained("small", with("-Xms8m")));
    variants.put("IPv4 only", trained("ipv4", with("-Djava.net.preferIPv4Stack=true")));
    return variants;
  }

  private List<String> without(String flag) {
    return flags.stream().filter(each -> !each.equals(flag)).toList();
  }

  private List<String> with(String flag) {
    var more = new ArrayList<>(flags);
    more.add(flag);
    return more;
  }

  /** Trains a cache for the flags; returns them with the flag that uses it. */
  private List<String> trained(String name, List<String> flags)
      throws IOException, InterruptedException {
    var recorded = "-XX:AOTConfiguration=" + work.resolve(name + ".conf");
    var cache = work.resolve(name + ".aot");
    var record = new ArrayList<>(List.of(java, "-cp", classPath, Rehearsal.class.getName(), java));
    record.addAll(List.of("-XX:AOTMode=record", recorded));
    record.addAll(flags);
    record.addAll(List.of("-cp", classPath));
    quietly(record);
    var create =
        new ArrayList<>(List.of(java, "-XX:AOTMode=create", recorded, "-XX:AOTCache=" + cache));
    create.addAll(flags);
    create.addAll(List.of("-cp", classPath));
    quietly(create);
    System.err.printf("%s: %.1f MiB%n", name, Files.size(cache) / 1048576.0);
    var used = new ArrayList<>(List.of("-XX:AOTCache=" + cache));
    used.addAll(flags);
    return used;
  }

  private static void quietly(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private void print(Map<String, List<String>> variants, int rounds)
      throws IOException, InterruptedException {
    var starts = new LinkedHashMap<String, List<Start>>();
    try (var server = new RehearsalServer()) {
      for (int round = -1; round < rounds; round++) {
        for (var variant : variants.entrySet()) {
          var start = start(variant.getValue(), server);
          if (round >= 0) {
            starts.computeIfAbsent(variant.getKey(), _ -> new ArrayList<>()).add(start);
          }
        }
      }
    }
    System.out.println("| variant | start to first request, ms | start to exit, ms | peak MiB |");
    System.out.println("| --- | --- | --- | --- |");
    starts.forEach(StartUpTable::row);
  }

  private Start start(List<String> flags, RehearsalServer server)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(java));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, "dev.jackdaw.cli.Main", "-p", "hi"));
    var builder = new ProcessBuilder(command).directory(work.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Rehearsal.isolate(builder.environment(), work, server);
    server.forget();
    long from = System.nanoTime();
    var process = builder.start();
    double size = 0;
    while (process.isAlive()) {
      size = Math.max(size, peak(process.pid()));
      Thread.sleep(1);
    }
    long to = System.nanoTime();
    return new Start(
        (double) (server.firstArrival() - from) / PORTION, (double) (to - from) / PORTION, size);
  }

  private static double peak(long pid) {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  private static void row(String name, List<Start> starts) {
    System.out.printf(
        "| %s | %s | %s | %.0f |%n",
        name,
        figures(starts.stream().mapToDouble(Start::request).toArray()),
        figures(starts.stream().mapToDouble(Start::exit).toArray()),
        starts.stream()
            .mapToDouble(Start::size)
            .sorted()
            .skip(starts.size() / 2)
            .findFirst()
            .orElse(0));
  }

  private static String figures(double[] values) {
    Arrays.sort(values);
    return "%.0f (%.0f)".formatted(values[values.length / 2], values[0]);
  }
}
