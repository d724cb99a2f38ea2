package dev.jackdaw.mcp;

import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;

/** Cuts results to what a model is shown of one. */
@FunctionalInterface
public interface Shortening {
  /** One that leaves results alone. */
  Shortening NONE = (result, _) -> result;

  ToolResult shorten(ToolResult result, ToolContext context);
}
