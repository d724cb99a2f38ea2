package dev.jackdaw.tui;

import dev.jackdaw.api.Session;
import dev.jackdaw.api.Usage;

/** Puts what was used on a line. */
final class Sums {
  private Sums() {}

  /** Returns what was used between two moments of a session. */
  static Session.Totals between(Session.Totals before, Session.Totals after) {
    var a = before.usage();
    var b = after.usage();
    return new Session.Totals(
        after.turns() - before.turns(),
        new Usage(
            b.input() - a.input(),
            b.cacheRead() - a.cacheRead(),
            b.cacheWrite() - a.cacheWrite(),
            b.output() - a.output(),
            b.reasoning() - a.reasoning(),
            b.known(),
            b.hourWrite() - a.hourWrite()),
        after.dollars() - before.dollars(),
        after.dollarsKnown());
  }

  static String of(Session.Totals totals, Signs signs) {
    var usage = totals.usage();
    var least = usage.known() ? "" : "at least ";
    var cached = usage.cacheRead() > 0 ? " (" + Amounts.tokens(usage.cacheRead()) + " cached)" : "";
    return totals.turns()
        + (totals.turns() == 1 ? " turn" : " turns")
        + signs.separator()
        + least
        + Amounts.tokens(usage.prompt())
        + " in"
        + cached
        + signs.separator()
        + least
        + Amounts.tokens(usage.output())
        + " out"
        + signs.separator()
        + money(totals);
  }

  private static String money(Session.Totals totals) {
    if (totals.dollarsKnown()) return Amounts.dollars(totals.dollars());
    return totals.dollars() > 0
        ? "at least " + Amounts.dollars(totals.dollars())
        : "price not known";
  }
}
