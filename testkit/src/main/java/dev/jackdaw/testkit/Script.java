package dev.jackdaw.testkit;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link ScriptedModel} says, turn by turn. Texts and the strings of call inputs may hold
 * {@code {{cwd}}} (the working directory), {@code {{turn}}} (counting from 1), {@code {{i}}} (the
 * round of the innermost repetition, counting from 1), {@code {{prompt}}} (the last words of a
 * person) and {@code {{lastResult}}} (the text of the last results); anything else in braces stays
 * as it is.
 *
 * @param window tokens of context, 0 when it does not matter
 * @param maxOutput tokens of one reply, 0 when it does not matter
 * @param pace the wait after each piece of a reply
 * @param main what the agent says that the user talks to
 * @param agents what sub-agents say, the first that fits
 * @param asides answers to requests that are no turn of the conversation, such as for a note of it
 */
public record Script(
    String name,
    int window,
    int maxOutput,
    Optional<Prices> prices,
    Duration pace,
    Part main,
    List<Agent> agents,
    List<Aside> asides) {

  private static final long MOST_TURNS = 1_000_000_000;

  public Script {
    agents = List.copyOf(agents);
    asides = List.copyOf(asides);
  }

  /** Returns a script of these turns alone, spoken without a pause. */
  public static Script of(Step... steps) {
    return new Script(
        "test",
        200_000,
        0,
        Optional.empty(),
        Duration.ZERO,
        new Part(List.of(steps), Optional.empty()),
        List.of(),
        List.of());
  }

  /** Returns this script with words for when all turns were said. */
  public Script ending(String last) {
    return with(new Part(main.steps(), Optional.of(last)), agents, asides);
  }

  /** Returns this script with turns for sub-agents whose task contains the text. */
  public Script agent(String whenPromptContains, Step... steps) {
    var more = new ArrayList<>(agents);
    more.add(new Agent(whenPromptContains, new Part(List.of(steps), Optional.empty())));
    return with(main, more, asides);
  }

  /** Returns this script with an answer to requests whose last words contain the text. */
  public Script aside(String whenPromptContains, Turn turn) {
    var more = new ArrayList<>(asides);
    more.add(new Aside(whenPromptContains, turn));
    return with(main, agents, more);
  }

  /** Returns this script with another size of the context, in tokens. */
  public Script window(int tokens) {
    return new Script(name, tokens, maxOutput, prices, pace, main, agents, asides);
  }

  public Script named(String other) {
    return new Script(other, window, maxOutput, prices, pace, main, agents, asides);
  }

  public Script priced(Prices other) {
    return new Script(name, window, maxOutput, Optional.of(other), pace, main, agents, asides);
  }

  private Script with(Part other, List<Agent> moreAgents, List<Aside> moreAsides) {
    return new Script(name, window, maxOutput, prices, pace, other, moreAgents, moreAsides);
  }

  /** The turns of a sub-agent whose first prompt contains the text. */
  public record Agent(String whenPromptContains, Part part) {}

  /** The answer to a request whose last words contain the text, whichever turn it is. */
  public record Aside(String whenPromptContains, Turn turn) {}

  /**
   * What one agent says.
   *
   * @param last what it says to everything that comes after its turns; nothing makes that a failure
   */
  public record Part(List<Step> steps, Optional<String> last) {
    public Part {
      steps = List.copyOf(steps);
    }

    long turns() {
      return count(steps);
    }

    /** Returns the turn at the position, counting from 0, repetitions unrolled. */
    Optional<Line> at(long position) {
      var found = find(steps, position, 1);
      if (found.isPresent() || last.isEmpty()) return found;
      return Optional.of(new Line(Turn.text(last.get()), 1));
    }

    private static long count(List<Step> steps) {
      var sum = 0L;
      for (var step : steps) sum = Math.min(MOST_TURNS, sum + step.length());
      return sum;
    }

    private static Optional<Line> find(List<Step> steps, long position, int round) {
      var left = position;
      for (var step : steps) {
        var length = step.length();
        if (left < length) return Optional.of(within(step, left, round));
        left -= length;
      }
      return Optional.empty();
    }

    private static Line within(Step step, long position, int round) {
      if (step instanceof Group(var inner, _)) {
        var one = count(inner);
        return find(inner, position % one, (int) (position / one) + 1).orElseThrow();
      }
      var turn = (Turn) step;
      return new Line(turn, turn.repeat() == 1 ? round : (int) position + 1);
    }
  }

  /** A turn and the round of its repetition, counting from 1. */
  record Line(Turn turn, int round) {}

  /** One or more turns. */
  public sealed interface Step {
    /** Returns how many turns it makes. */
    long length();
  }

  /** Turns that are said in a row, the whole row several times. */
  public record Group(List<Step> steps, int repeat) implements Step {
    public Group {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) throw new IllegalArgumentException("a group has at least one turn");
      if (repeat < 1) throw new IllegalArgumentException("repeat is at least 1, not " + repeat);
    }

    @Override
    public long length() {
      return Math.min(MOST_TURNS, Part.count(steps) * repeat);
    }
  }

  /**
   * One reply.
   *
   * @param stop nothing stands for what follows from the calls
   * @param usage nothing stands for an estimate of four characters a token
   * @param delay the wait before the first piece
   * @param pace the wait after each piece; nothing stands for that of the script
   * @param repeat how many times it is said in a row
   */
  public record Turn(
      String thinking,
      String text,
      List<Call> calls,
      Optional<StopReason> stop,
      Optional<Usage> usage,
      Expectation expect,
      Duration delay,
      Optional<Duration> pace,
      Optional<Fault> fault,
      int repeat)
      implements Step {

    public Turn {
      calls = List.copyOf(calls);
      if (repeat < 1) throw new IllegalArgumentException("repeat is at least 1, not " + repeat);
    }

    /** Returns a turn that says something. */
    public static Turn text(String text) {
      return new Turn(
          "",
          text,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Expectation.NONE,
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          1);
    }

    /** Returns a turn that makes one call. */
    public static Turn call(String tool, Json.Obj input) {
      return calls(new Call(tool, input));
    }

    /** Returns a turn that makes one call, its input as JSON text. */
    public static Turn call(String tool, String input) {
      return call(tool, Json.parseObject(input));
    }

    /** Returns a turn that makes several calls. */
    public static Turn calls(Call... calls) {
      var turn = text("");
      for (var call : calls) turn = turn.and(call);
      return turn;
    }

    /** Returns a turn that fails every time. */
    public static Turn failing(ModelException.Failure failure, String message) {
      return text("").failingFirst(Fault.of(failure, message));
    }

    /** Returns this turn with another call at its end. */
    public Turn and(Call call) {
      var more = new ArrayList<>(calls);
      more.add(call);
      return new Turn(thinking, text, more, stop, usage, expect, delay, pace, fault, repeat);
    }

    public Turn and(String tool, Json.Obj input) {
      return and(new Call(tool, input));
    }

    public Turn saying(String other) {
      return new Turn(thinking, other, calls, stop, usage, expect, delay, pace, fault, repeat);
    }

    public Turn thinking(String other) {
      return new Turn(other, text, calls, stop, usage, expect, delay, pace, fault, repeat);
    }

    public Turn stopping(StopReason other) {
      return new Turn(
          thinking, text, calls, Optional.of(other), usage, expect, delay, pace, fault, repeat);
    }

    public Turn using(Usage other) {
      return new Turn(
          thinking, text, calls, stop, Optional.of(other), expect, delay, pace, fault, repeat);
    }

    public Turn expecting(Expectation other) {
      return new Turn(thinking, text, calls, stop, usage, other, delay, pace, fault, repeat);
    }

    /** Returns this turn with a wait before its first piece. */
    public Turn after(Duration wait) {
      return new Turn(thinking, text, calls, stop, usage, expect, wait, pace, fault, repeat);
    }

    /** Returns this turn with a wait after each piece. */
    public Turn paced(Duration wait) {
      return new Turn(
          thinking, text, calls, stop, usage, expect, delay, Optional.of(wait), fault, repeat);
    }

    public Turn failingFirst(Fault other) {
      return new Turn(
          thinking, text, calls, stop, usage, expect, delay, pace, Optional.of(other), repeat);
    }

    public Turn times(int count) {
      return new Turn(thinking, text, calls, stop, usage, expect, delay, pace, fault, count);
    }

    @Override
    public long length() {
      return repeat;
    }

    boolean isEmpty() {
      return text.isEmpty() && thinking.isEmpty() && calls.isEmpty();
    }
  }

  /**
   * A call the model makes.
   *
   * @param malformed what it sends in place of a JSON object, else empty
   * @param id empty for one made of the turn and the place in it
   */
  public record Call(String tool, Json.Obj input, String malformed, String id) {
    public Call(String tool, Json.Obj input) {
      this(tool, input, "", "");
    }
  }

  /**
   * A failure in place of a reply.
   *
   * @param retryAfter how long the provider asks to wait; nothing when it does not say
   * @param times how many attempts at the turn fail before one succeeds; a turn without any content
   *     fails every time
   * @param afterChars how much of the reply is handed out before the failure
   * @param handling whether the caller sees the failure
   */
  public record Fault(
      ModelException.Failure failure,
      String message,
      Optional<Duration> retryAfter,
      int times,
      int afterChars,
      Handling handling) {

    /** Who deals with a failure. */
    public enum Handling {
      /** The caller: the failure is thrown. */
      THROWN,
      /** The model itself: it says that it tries again, waits and does. */
      RETRIED
    }

    public static Fault of(ModelException.Failure failure, String message) {
      return new Fault(failure, message, Optional.empty(), 1, 0, Handling.THROWN);
    }

    public Fault retryAfter(Duration wait) {
      return new Fault(failure, message, Optional.of(wait), times, afterChars, handling);
    }

    public Fault times(int count) {
      return new Fault(failure, message, retryAfter, count, afterChars, handling);
    }

    public Fault afterChars(int count) {
      return new Fault(failure, message, retryAfter, times, count, handling);
    }

    public Fault retried() {
      return new Fault(failure, message, retryAfter, times, afterChars, Handling.RETRIED);
    }
  }
}
