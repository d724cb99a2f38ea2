package dev.jackdaw.engine;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Outcome.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one agent may use up: its own share, and with it that of whoever started it. The first agent
 * has the limits of the session, a sub-agent a part of what its parent has left. It is looked at
 * between turns, so that no agent exceeds it by more than the turn it is in; calls are counted
 * before they are made, so that of those none is too many. Thread-safe: the lock is that of the
 * first budget.
 */
final class Budget {
  private static final double WARN_AT = 0.8;

  private final Limits limits;
  private final Tally tally;
  private final InstantSource clock;
  private final @Nullable Budget parent;
  private final Object lock;
  private final Map<Limit, Double> allowed = new EnumMap<>(Limit.class);
  private final Set<Limit> warned = EnumSet.noneOf(Limit.class);
  private final Set<String> warnedTools = new HashSet<>();
  private final List<Budget> shares = new ArrayList<>();
  private final Map<String, Integer> callsOf = new HashMap<>();
  private Instant began;
  private int calls;
  private boolean callsDenied;

  /** The budget of a session's first agent; {@code tally} is the session's. */
  Budget(Limits limits, Tally tally, InstantSource clock) {
    this(limits, tally, clock, null);
    limits.dollars().ifPresent(dollars -> allowed.put(Limit.COST, dollars));
    limits.time().ifPresent(time -> allowed.put(Limit.TIME, (double) time.toMillis()));
    if (limits.tokens() > 0) allowed.put(Limit.TOKENS, (double) limits.tokens());
    if (limits.calls() > 0) allowed.put(Limit.CALLS, (double) limits.calls());
  }

  private Budget(Limits limits, Tally tally, InstantSource clock, @Nullable Budget parent) {
    this.limits = limits;
    this.tally = tally;
    this.clock = clock;
    this.parent = parent;
    this.lock = parent == null ? this : parent.lock;
    this.began = clock.instant();
  }

  /** Begins the time of a task. */
  void begin() {
    synchronized (lock) {
      began = clock.instant();
      warned.remove(Limit.TIME);
      warned.remove(Limit.TURNS);
    }
  }

  /** Sets a part of what is left aside for a sub-agent; {@link #end} gives back the rest. */
  Budget share() {
    synchronized (lock) {
      var share = new Budget(limits, new Tally(), clock, this);
      allowed.forEach((limit, _) -> {
        var part = limits.subagentShare() * left(limit);
        share.allowed.put(limit, limit == Limit.COST ? part : Math.max(1, Math.floor(part)));
      });
      shares.add(share);
      return share;
    }
  }

  void end() {
    synchronized (lock) {
      if (parent != null) parent.shares.remove(this);
    }
  }

  private double left(Limit limit) {
    var left = most(limit) - used(limit);
    // Time passes for all at once, and nobody takes it from another.
    if (limit != Limit.TIME) {
      for (var share : shares) {
        left -= Math.max(0, share.most(limit) - share.used(limit));
      }
    }
    return Math.max(0, left);
  }

  private double most(Limit limit) {
    return allowed.getOrDefault(limit, 0.0);
  }

  private double used(Limit limit) {
    return switch (limit) {
      case COST -> tally.spent();
      case TOKENS -> tally.spentTokens();
      case CALLS -> calls;
      case TIME -> Duration.between(began, clock.instant()).toMillis();
      case TURNS, PROGRESS -> 0;
    };
  }

  void add(Event.ReplyReceived reply) {
    synchronized (lock) {
      tally.add(reply);
      if (parent != null) parent.add(reply);
    }
  }

  void add(Event.SideJobEnded job) {
    synchronized (lock) {
      tally.add(job);
      if (parent != null) parent.add(job);
    }
  }

  /** Counts a call that is about to be made, or says why it may not be. */
  Optional<String> take(String tool) {
    synchronized (lock) {
      for (var budget = this; budget != null; budget = budget.parent) {
        if (!budget.allowsCall()) {
          budget.callsDenied = true;
          return Optional.of("Not run: " + budget.spentCalls());
        }
      }
      var most = limits.callsOf().getOrDefault(tool, Integer.MAX_VALUE);
      if (first().callsOf.getOrDefault(tool, 0) >= most) {
        return Optional.of(
            "Not run: "
                + tool
                + " may be called "
                + most
                + " times in a run (setting maxCallsPerTool), and was. Go on without it.");
      }
      first().callsOf.merge(tool, 1, Integer::sum);
      for (var budget = this; budget != null; budget = budget.parent) budget.calls++;
      return Optional.empty();
    }
  }

  private boolean allowsCall() {
    return !allowed.containsKey(Limit.CALLS) || calls < most(Limit.CALLS);
  }

  private String spentCalls() {
    return parent == null
        ? "the limit of " + limits.calls() + " calls is reached (--max-calls)."
        : "your share of " + amount(Limit.CALLS, most(Limit.CALLS)) + " is used up.";
  }

  private Budget first() {
    var first = this;
    for (var next = parent; next != null; next = next.parent) first = next;
    return first;
  }

  /** Returns the end of the task when something is used up, here or by those above. */
  Optional<Outcome> reached() {
    synchronized (lock) {
      for (var budget = this; budget != null; budget = budget.parent) {
        var end = budget.end(budget == this);
        if (end.isPresent()) return end;
      }
      return Optional.empty();
    }
  }

  private Optional<Outcome> end(boolean own) {
    if (allowed.containsKey(Limit.COST) && tally.isPriceLost()) {
      return reached(
          Limit.COST,
          "Stopped, because what the last reply cost is not known and --max-cost could not be"
              + " kept. Everything so far is kept; continue with -c without --max-cost, or name the"
              + " price in a file of model facts (docs/cost.md).");
    }
    for (var limit : allowed.keySet()) {
      var over = limit == Limit.CALLS ? callsDenied : used(limit) >= most(limit);
      // The time of a task is watched by a clock of its own.
      if (!over || parent == null && limit == Limit.TIME) continue;
      return reached(
          limit,
          parent == null
              ? ended(limit)
              : (own ? "Its" : "The") + " share of the budget is used up: " + state(limit) + ".");
    }
    return Optional.empty();
  }

  private static Optional<Outcome> reached(Limit limit, String message) {
    return Optional.of(new Outcome.LimitReached(limit, message));
  }

  private String ended(Limit limit) {
    return "Stopped at "
        + amount(limit, used(limit))
        + " ("
        + option(limit)
        + " "
        + plain(limit)
        + "). Everything so far is kept; continue with -c.";
  }

  private static String option(Limit limit) {
    return switch (limit) {
      case TURNS -> "--max-turns";
      case COST -> "--max-cost";
      case TIME -> "--max-time";
      case TOKENS -> "--max-tokens-total";
      case CALLS -> "--max-calls";
      case PROGRESS -> "--loop-detection";
    };
  }

  private String plain(Limit limit) {
    double most = most(limit);
    return limit == Limit.COST ? String.valueOf(most) : String.valueOf((long) most);
  }

  private String state(Limit limit) {
    var used = Math.max(used(limit), 0);
    return amount(limit, used) + " of " + amount(limit, most(limit));
  }

  private static String amount(Limit limit, double value) {
    return switch (limit) {
      case COST -> "$" + Math.round(value * 1e4) / 1e4;
      case TIME -> Math.round(value / 1000) + " s";
      case TOKENS -> (long) value + " tokens";
      case CALLS -> (long) value + " calls";
      case TURNS, PROGRESS -> String.valueOf((long) value);
    };
  }

  /**
   * Returns what to say of what is nearly used up, once for each.
   *
   * @param turns of the task so far
   * @param mostTurns it may take, 0 for any number
   */
  Optional<String> warning(int turns, int mostTurns) {
    synchronized (lock) {
      var nearly = new ArrayList<String>();
      if (mostTurns > 0 && turns >= WARN_AT * mostTurns && warned.add(Limit.TURNS)) {
        nearly.add(
            turns
                + " of "
                + mostTurns
                + " turns"
                + (parent == null ? " (" + option(Limit.TURNS) + ")" : ""));
      }
      allowed.forEach((limit, most) -> {
        if (used(limit) < WARN_AT * most || !warned.add(limit)) return;
        nearly.add(state(limit) + (parent == null ? " (" + option(limit) + ")" : ""));
      });
      limits
          .callsOf()
          .forEach((tool, most) -> {
            var made = first().callsOf.getOrDefault(tool, 0);
            if (made < WARN_AT * most || !warnedTools.add(tool)) return;
            nearly.add(made + " of " + most + " calls of " + tool + " (maxCallsPerTool)");
          });
      if (nearly.isEmpty()) return Optional.empty();
      return Optional.of(
          "Budget: "
              + String.join(", ", nearly)
              + (nearly.size() == 1 ? " is" : " are")
              + " used up. Come to an end: do what matters most, leave the rest so that it can be"
              + " gone on with, and say what is missing.");
    }
  }
}
