package dev.jackdaw.benchmarks;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * What a crowd of sessions took.
 *
 * @param wall from opening the first session to the close of the last
 * @param turns every turn of every session, the model's delay included
 * @param failures a line for each session that did not do all its turns
 */
record Figures(Plan plan, Duration wall, List<Duration> turns, List<String> failures) {
  private static final double NANOS_PER_SECOND = 1e9;

  Figures {
    turns = turns.stream().sorted().toList();
    failures = List.copyOf(failures);
  }

  /** Returns the time that so many of a hundred turns do not exceed; nothing for no turns. */
  Duration turn(int percentile) {
    if (turns.isEmpty()) return Duration.ZERO;
    var index = (turns.size() * percentile + 99) / 100 - 1;
    return turns.get(Math.clamp(index, 0, turns.size() - 1));
  }

  double requestsPerSecond() {
    return turns.size() / (wall.toNanos() / NANOS_PER_SECOND);
  }

  /** Returns the figures as one object, together with those of the process. */
  Json.Obj json(long peakBytes, Duration sinceStart) {
    return Json.object()
        .put("sessions", plan.sessions())
        .put("turns", plan.turns())
        .put("model_delay_ms", plan.modelDelay().toMillis())
        .put("store", plan.store().name())
        .put("work", plan.work().name())
        .put("wall_ms", wall.toMillis())
        .put("ideal_ms", plan.ideal().toMillis())
        .put("jvm_start_to_end_ms", sinceStart.toMillis())
        .put("requests_per_s", Math.round(requestsPerSecond()))
        .put("turn_p50_ms", turn(50).toMillis())
        .put("turn_p99_ms", turn(99).toMillis())
        .put("peak_rss_mib", peakBytes >> 20)
        .put("failed", failures.size())
        .build();
  }
}
