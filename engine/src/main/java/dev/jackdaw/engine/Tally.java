package dev.jackdaw.engine;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Session.Totals;
import dev.jackdaw.api.Usage;

/** Adds up what a session used, over all its agents. Thread-safe. */
final class Tally {
  private double spentBefore;
  private long tokensBefore;
  private boolean priceLost;
  private Totals totals = new Totals(0, Usage.NONE, 0, true);

  synchronized void add(Event.ReplyReceived reply) {
    priceLost |= reply.dollars().isEmpty();
    totals =
        new Totals(
            totals.turns() + 1,
            totals.usage().plus(reply.usage()),
            totals.dollars() + reply.dollars().orElse(0.0),
            totals.dollarsKnown() && reply.dollars().isPresent());
  }

  /** Adds what a side job took. Its price, known or not, never ends a task. */
  synchronized void add(Event.SideJobEnded job) {
    totals =
        new Totals(
            totals.turns(),
            totals.usage().plus(job.usage()),
            totals.dollars() + job.dollars().orElse(0.0),
            totals.dollarsKnown() && job.dollars().isPresent());
  }

  synchronized void restore(Event.SideJobEnded job) {
    add(job);
    spentBefore = totals.dollars();
    tokensBefore = tokens();
  }

  /** Adds a reply of an earlier process: it counts for the session, not for this run's limit. */
  synchronized void restore(Event.ReplyReceived reply) {
    add(reply);
    spentBefore = totals.dollars();
    tokensBefore = tokens();
    priceLost = false;
  }

  /** Returns whether a reply of this run had a price that is not known. */
  synchronized boolean isPriceLost() {
    return priceLost;
  }

  /** Returns the dollars of this run, as far as prices are known. */
  synchronized double spent() {
    return totals.dollars() - spentBefore;
  }

  /** Returns the tokens of this run, those of prompts and of replies. */
  synchronized long spentTokens() {
    return tokens() - tokensBefore;
  }

  private long tokens() {
    return totals.usage().prompt() + totals.usage().output();
  }

  synchronized Totals totals() {
    return totals;
  }
}
