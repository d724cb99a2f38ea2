package dev.jackdaw.api;

import java.util.List;

/**
 * Everything a model is told, stable parts first so that providers can cache them.
 *
 * @param maxOutput tokens; 0 leaves it to the model's own limit
 * @param cacheKey the same for every request of a session, so that a provider can route by it
 */
public record ModelRequest(
    List<Block.Text> system,
    List<ToolSpec> tools,
    List<Message> messages,
    int maxOutput,
    Effort effort,
    String cacheKey) {

  public ModelRequest {
    system = List.copyOf(system);
    tools = List.copyOf(tools);
    messages = List.copyOf(messages);
  }
}
