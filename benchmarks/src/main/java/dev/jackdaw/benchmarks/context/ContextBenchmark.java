package dev.jackdaw.benchmarks.context;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Replays sessions with policies for the context and tells what each would have cost and forgotten.
 * {@code benchmarks/context} starts it. The same arguments give the same bytes.
 */
public final class ContextBenchmark {
  private ContextBenchmark() {}

  /** Takes the options that {@code --help} tells. */
  public static void main(String... words) throws IOException {
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try {
      run(Options.of(words), out);
      out.flush();
    } catch (Options.Misfit e) {
      System.err.println("context: " + e.getMessage());
      System.exit(2);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("context: cannot be read or written: " + e.getMessage());
      System.exit(2);
    }
  }

  static void run(Options options, PrintStream out) throws IOException {
    if (options.wantsHelp) {
      out.print(Help.text());
      return;
    }
    var sittings = sittings(options);
    var outcomes = outcomes(options, sittings);
    if (options.plot.isPresent()) {
      Files.writeString(options.plot.get(), new Plot(new Table(outcomes)).svg());
    }
    if (options.isJson) out.print(json(outcomes));
    else out.print(Help.heading(sittings.size(), options.cache) + new Table(outcomes).text());
  }

  /** Returns an array with a row on each line. */
  private static String json(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome.json().compact())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static List<Sitting> sittings(Options options) throws IOException {
    if (options.sessions.isPresent())
      return RecordedSession.all(options.sessions.get(), ContextBenchmark::remark);
    if (options.trajectories.isPresent())
      return Trajectory.draws(
          options.trajectories.get(),
          options.firstSeed,
          options.lastSeed,
          ContextBenchmark::remark);
    return IntStream.rangeClosed(options.firstSeed, options.lastSeed)
        .mapToObj(seed -> synthetic(seed, options))
        .toList();
  }

  private static void remark(String text) {
    System.err.println("context: " + text);
  }

  private static Sitting synthetic(int seed, Options options) {
    var profile = options.profiles.get(Math.floorMod(seed, options.profiles.size()));
    return Synthetic.sitting(seed, profile, options.tasks);
  }

  private static List<Outcome> outcomes(Options options, List<Sitting> sittings) {
    return sittings.parallelStream().flatMap(sitting -> of(sitting, options).stream()).toList();
  }

  private static List<Outcome> of(Sitting sitting, Options options) {
    var outcomes = new ArrayList<Outcome>();
    for (var window : options.windows) {
      for (var rule : options.rules()) {
        var cache = Caches.cache(options.cache);
        outcomes.add(Replay.of(sitting, rule, window, cache, options.thresholds()));
      }
    }
    return outcomes;
  }
}
