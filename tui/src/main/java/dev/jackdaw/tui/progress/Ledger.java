package dev.jackdaw.tui.progress;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Usage;
import dev.jackdaw.tui.Amounts;
import java.util.Optional;

/** Tokens and money of the task so far, those of its sub-agents included. */
final class Ledger {
  private long in;
  private long out;
  private double dollars;
  private boolean known = true;
  private boolean any;

  void begin() {
    in = 0;
    out = 0;
    dollars = 0;
    known = true;
    any = false;
  }

  void heard(Event event) {
    if (event instanceof Event.ReplyReceived reply) add(reply.usage(), reply.dollars());
    if (event instanceof Event.SideJobEnded job) add(job.usage(), job.dollars());
  }

  private void add(Usage usage, Optional<Double> price) {
    any = true;
    in += usage.prompt();
    out += usage.output();
    dollars += price.orElse(0.0);
    known &= price.isPresent() && usage.known();
  }

  /** Returns such as {@code 12.3k in, 1.2k out, $0.0421}; empty before the first reply. */
  String text(String separator) {
    if (!any) return "";
    var tokens = Amounts.tokens(in) + " in, " + Amounts.tokens(out) + " out";
    if (dollars == 0 && !known) return tokens;
    return tokens + separator + (known ? "" : "at least ") + Amounts.dollars(dollars);
  }
}
