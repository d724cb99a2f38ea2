package dev.jackdaw.benchmarks;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final double MOST_BY_IDEAL = 1.5;
  private static final long MOST_MEBIBYTES = 1_024;

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

  /** Returns the wall time as a multiple of the ideal. */
  double byIdeal() {
    return (double) wall.toNanos() / plan.ideal().toNanos();
  }

  /** Returns what is held of the bar: so many times the ideal, under so much memory, all done. */
  String verdict(long peakBytes) {
    var missed = new ArrayList<String>();
    if (byIdeal() > MOST_BY_IDEAL) missed.add("wall time beyond 1.5 x the ideal");
    if (peakBytes >> 20 >= MOST_MEBIBYTES) missed.add("1 GiB resident or more");
    if (!failures.isEmpty()) missed.add("sessions that did not end as they should");
    return missed.isEmpty() ? "held" : "MISSED: " + String.join(", ", missed);
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
        .put("wall_percent_of_ideal", Math.round(byIdeal() * 100))
        .put("bar", verdict(peakBytes))
        .build();
  }
}
