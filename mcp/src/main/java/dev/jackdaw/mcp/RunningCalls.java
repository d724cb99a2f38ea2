package dev.jackdaw.mcp;

import dev.jackdaw.api.ToolContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls that run on a server. What it asks of people and models it asks through the latest of
 * them. Safe for use by several threads.
 */
final class RunningCalls {
  private final List<ToolContext> calls = new ArrayList<>(); // guarded by this

  synchronized void begin(ToolContext call) {
    calls.add(call);
  }

  synchronized void end(ToolContext call) {
    calls.remove(call);
  }

  synchronized Optional<ToolContext> latest() {
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
  }
}
