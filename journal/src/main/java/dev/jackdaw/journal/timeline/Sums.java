package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Usage;
import java.time.Duration;
import java.util.ArrayList;

/** The sums of a timeline in sentences. */
record Sums(Totals totals) {
  String time() {
    var away = totals.away().compareTo(Duration.ZERO) > 0;
    return Amounts.time(totals.wall())
        + (away ? " in all, " + Amounts.time(totals.away()) + " of it between tasks" : " in all")
        + "; model "
        + Amounts.time(totals.model())
        + ", calls "
        + Amounts.time(totals.tools())
        + (totals.person().isZero() ? "" : ", waiting for you " + Amounts.time(totals.person()));
  }

  String work() {
    var parallel =
        totals.parallel().isZero()
            ? ""
            : ", " + Amounts.percent(totals.parallelShare()) + " of the work side by side";
    var known = totals.dollarsKnown() || totals.dollars() > 0;
    return done() + parallel + (known ? ", " : ", cost ") + cost();
  }

  /** Returns how much was done and what went wrong. */
  String done() {
    var parts = new ArrayList<String>();
    parts.add(Amounts.count(totals.replies(), "reply", "replies"));
    var failed = totals.failedCalls() == 0 ? "" : " (" + totals.failedCalls() + " not done)";
    parts.add(Amounts.count(totals.calls(), "call", "calls") + failed);
    add(parts, totals.failures(), "failure of a model", "failures of a model");
    add(parts, totals.reruns(), "call started again", "calls started again");
    add(parts, totals.interruptions(), "interruption", "interruptions");
    add(parts, totals.crashes(), "crash", "crashes");
    return String.join(", ", parts);
  }

  private static void add(ArrayList<String> parts, int count, String one, String many) {
    if (count > 0) parts.add(Amounts.count(count, one, many));
  }

  static String tokens(Usage usage) {
    return Amounts.tokens(usage.prompt())
        + " in ("
        + Amounts.tokens(usage.cacheRead())
        + " from the cache), "
        + Amounts.tokens(usage.output())
        + " out";
  }

  String cost() {
    if (totals.dollarsKnown()) return Amounts.dollars(totals.dollars());
    return totals.dollars() == 0
        ? "not known"
        : Amounts.dollars(totals.dollars()) + " and what is not known";
  }
}
