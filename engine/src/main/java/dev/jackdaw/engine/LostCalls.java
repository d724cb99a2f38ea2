package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Knows what became of calls that had started when their process was killed. */
@FunctionalInterface
public interface LostCalls {
  /** Nothing is known of any. */
  LostCalls UNKNOWN = (_, _) -> Optional.empty();

  /** Returns the result of a call whose end was not recorded; nothing when it is in doubt. */
  Optional<ToolResult> result(AgentId agent, CallId call);

  /** Returns what calls that had ended left running then, oldest first. */
  default List<Running> running() {
    return List.of();
  }

  /**
   * What a call left running.
   *
   * @param goesOn takes what is to be run once it is over; nothing when it runs no more
   */
  record Running(AgentId agent, CallId call, Optional<Consumer<Runnable>> goesOn) {}
}
