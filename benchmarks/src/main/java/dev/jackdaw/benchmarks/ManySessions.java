package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Model;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Runs many sessions at once in this JVM against an Anthropic server on loopback and prints what it
 * took as a line of JSON. {@code benchmarks/many-sessions.sh} brings the server.
 */
public final class ManySessions {
  private static final int SHOWN_FAILURES = 3;
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "url", "",
          "sessions", "20",
          "turns", "10",
          "delay-ms", "200",
          "store", "file",
          "work", "bash",
          "rounds", "1");

  private ManySessions() {}

  /** Takes {@code --url URL} and, each with a default, the other names of {@link #DEFAULTS}. */
  public static void main(String[] words) throws IOException, InterruptedException {
    var options = options(words);
    var failed = false;
    for (var left = Integer.parseInt(options.getOrDefault("rounds", "")); left > 0; left--) {
      var figures = measure(options);
      System.out.println(figures.json(ProcessMemory.peakBytes(), sinceStart()).compact());
      figures.failures().stream().limit(SHOWN_FAILURES).forEach(System.err::println);
      failed |= !figures.failures().isEmpty();
    }
    if (failed) System.exit(1);
  }

  private static Figures measure(Map<String, String> options)
      throws IOException, InterruptedException {
    var model = model(options.getOrDefault("url", ""), "bench", "anthropic/mock-model");
    var folder = Files.createTempDirectory("jackdaw-crowd");
    try {
      return new Crowd(plan(options), model, folder).run();
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static Map<String, String> options(String[] words) {
    var options = new HashMap<>(DEFAULTS);
    for (var i = 0; i < words.length; i += 2) {
      var name = words[i].replaceFirst("^--", "");
      if (!DEFAULTS.containsKey(name) || i + 1 == words.length) {
        throw new IllegalArgumentException(
            words[i] + ": options are --NAME VALUE with NAME of " + DEFAULTS.keySet());
      }
      options.put(name, words[i + 1]);
    }
    if (options.getOrDefault("url", "").isEmpty()) {
      throw new IllegalArgumentException("--url is missing: the address of the loopback model");
    }
    return options;
  }

  private static Plan plan(Map<String, String> options) {
    return new Plan(
        Integer.parseInt(options.getOrDefault("sessions", "")),
        Integer.parseInt(options.getOrDefault("turns", "")),
        Duration.ofMillis(Long.parseLong(options.getOrDefault("delay-ms", ""))),
        Plan.Store.valueOf(options.getOrDefault("store", "").toUpperCase(Locale.ROOT)),
        Plan.Work.valueOf(options.getOrDefault("work", "").toUpperCase(Locale.ROOT)));
  }

  /** Returns the model a server on loopback plays. */
  static Model model(String url, String key, String spec) {
    var environment = Map.of("ANTHROPIC_API_KEY", key, "ANTHROPIC_BASE_URL", url);
    var settings = ProviderSettings.of(environment, "bench");
    return new Providers(settings, InstantSource.system(), new Random()).model(spec);
  }

  private static Duration sinceStart() {
    var start = ProcessHandle.current().info().startInstant();
    return start.map(time -> Duration.between(time, Instant.now())).orElse(Duration.ZERO);
  }
}
