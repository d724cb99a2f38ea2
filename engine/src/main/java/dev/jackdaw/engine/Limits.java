package dev.jackdaw.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a session may use up.
 *
 * @param turns of one task, sub-agents not counted; 0 for no limit
 * @param dollars of this run, sub-agents included; nothing for no limit
 * @param time of one task; nothing for no limit
 * @param circles whether a task may go in circles
 * @param tokens of this run, prompts and replies, cached or not, sub-agents included; 0 for no
 *     limit
 * @param calls of this run, sub-agents included; 0 for no limit
 * @param callsOf so many calls of each of these tools in this run
 * @param subagentShare the part of what is left that a sub-agent gets; above 0, at most 1
 * @param schemaShare the part of a model's window that the schemas of tools may take before those
 *     of tools that are not essential are held back; from 0 to 1
 */
public record Limits(
    int turns,
    Optional<Double> dollars,
    Optional<Duration> time,
    boolean circles,
    long tokens,
    int calls,
    Map<String, Integer> callsOf,
    double subagentShare,
    double schemaShare) {
  private static final double HALF = 0.5;
  private static final double TENTH = 0.1;

  public static final Limits NONE = new Limits(0, Optional.empty(), Optional.empty());

  public Limits(int turns, Optional<Double> dollars, Optional<Duration> time) {
    this(turns, dollars, time, false, 0, 0, Map.of(), HALF, TENTH);
  }

  public Limits {
    if (turns < 0) throw new IllegalArgumentException("turns must be 0 or more, was " + turns);
    if (dollars.isPresent() && !(dollars.get() > 0)) {
      throw new IllegalArgumentException("dollars must be more than 0, was " + dollars.get());
    }
    if (tokens < 0) throw new IllegalArgumentException("tokens must be 0 or more, was " + tokens);
    if (calls < 0) throw new IllegalArgumentException("calls must be 0 or more, was " + calls);
    if (!(subagentShare > 0 && subagentShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of a sub-agent must be above 0 and at most 1, was " + subagentShare);
    }
    if (!(schemaShare >= 0 && schemaShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of schemas must be from 0 to 1, was " + schemaShare);
    }
    callsOf = Map.copyOf(callsOf);
  }

  /** Returns these limits for tasks that may, or may not, go in circles. */
  public Limits withCircles(boolean allowed) {
    return new Limits(
        turns, dollars, time, allowed, tokens, calls, callsOf, subagentShare, schemaShare);
  }

  public Limits withTokens(long most) {
    return new Limits(
        turns, dollars, time, circles, most, calls, callsOf, subagentShare, schemaShare);
  }

  public Limits withCalls(int most) {
    return new Limits(
        turns, dollars, time, circles, tokens, most, callsOf, subagentShare, schemaShare);
  }

  public Limits withCallsOf(Map<String, Integer> most) {
    return new Limits(
        turns, dollars, time, circles, tokens, calls, most, subagentShare, schemaShare);
  }

  public Limits withSubagentShare(double share) {
    return new Limits(turns, dollars, time, circles, tokens, calls, callsOf, share, schemaShare);
  }

  public Limits withSchemaShare(double share) {
    return new Limits(turns, dollars, time, circles, tokens, calls, callsOf, subagentShare, share);
  }
}
