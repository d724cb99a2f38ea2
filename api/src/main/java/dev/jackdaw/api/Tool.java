package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.List;

/**
 * Something the model can ask to be done. A tool states its effects before it acts, so that policy
 * judges data, not code. Implementations may be called from several threads at once.
 *
 * @param <I> the decoded input, usually a record (see {@link RecordInput})
 */
public interface Tool<I> {
  /** Returns what the model is told; the same for as long as the session lasts. */
  ToolSpec spec();

  /** Returns whether a model is offered it in this mode. */
  default boolean isOffered(Mode mode) {
    return true;
  }

  /**
   * Returns whether a model is always told of it. Where all schemas together would take too much of
   * a model's window, those of the other tools are held back until it searches for them.
   */
  default boolean isEssential() {
    return false;
  }

  /**
   * Turns the model's input into a value.
   *
   * @throws InvalidInputException when it is not what {@link #spec()} asks for; the message tells
   *     the model how to correct it
   */
  I decode(Json.Obj input) throws InvalidInputException;

  /**
   * Returns everything a call with this input will do. It has no effect itself.
   *
   * @throws InvalidInputException when the input names something no call could use, such as a path
   *     with a NUL in it
   */
  List<Effect> effects(I input, Workspace workspace) throws InvalidInputException;

  /** Returns how a call with this input may be repeated after a crash. */
  default Idempotency idempotency(I input) {
    return Idempotency.UNSAFE;
  }

  /**
   * Returns whether a call with this input waits for something and is therefore made again and
   * again, so that a repetition of it says nothing about the task.
   */
  default boolean expectsRepeat(I input) {
    return false;
  }

  /** Returns a line for people that says what the call does, such as {@code src/A.java +3 -1}. */
  default String summary(I input, Workspace workspace) {
    return spec().name();
  }

  /**
   * Returns a line that stands for the call once it is folded away: what it did and what came of
   * it, such as {@code edit src/A.java +12 -3} or {@code run "mvn -q test", exit 1: FooTest.bar NPE
   * at Foo.java:88}. By default the summary for people.
   */
  default String ledger(I input, ToolResult result, Workspace workspace) {
    return summary(input, workspace);
  }

  /** Returns how a fold treats the result of a call with this input. */
  default Retention retention(I input, ToolResult result) {
    return Retention.ELIDE;
  }

  /**
   * Does it. What the model can act on (no such file, tests failed) is a result.
   *
   * @throws IOException when the outside world failed; the engine makes a result of it
   * @throws InterruptedException when the call was cancelled; nothing it started goes on
   */
  ToolResult call(I input, ToolContext context) throws IOException, InterruptedException;
}
