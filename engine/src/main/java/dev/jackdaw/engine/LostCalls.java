package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.ToolResult;
import java.util.Optional;

/** Knows what became of calls that had started when their process was killed. */
@FunctionalInterface
public interface LostCalls {
  /** Nothing is known of any. */
  LostCalls UNKNOWN = (_, _) -> Optional.empty();

  /** Returns the result of a call whose end was not recorded; nothing when it is in doubt. */
  Optional<ToolResult> result(AgentId agent, CallId call);
}
