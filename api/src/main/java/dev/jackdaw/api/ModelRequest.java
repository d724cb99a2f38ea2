package dev.jackdaw.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything a model is told, stable parts first so that providers can cache them.
 *
 * @param maxOutput tokens; 0 leaves it to the model's own limit
 * @param cacheKey the same for every request of a session, so that a provider can route by it
 * @param keep how long the stable beginning should stay in the provider's cache at least, where
 *     that can be said; zero leaves it to the model's own lifetime
 * @param stable how many blocks at the beginning of the first message will be there even after the
 *     conversation is folded anew; 0 when none will, or when that is not known
 * @param form what its last word must be; a provider that cannot hold a model to it leaves it out
 */
public record ModelRequest(
    List<Block.Text> system,
    List<ToolSpec> tools,
    List<Message> messages,
    int maxOutput,
    Effort effort,
    String cacheKey,
    Duration keep,
    int stable,
    Optional<AnswerForm> form) {

  /** A request for words of any form. */
  public ModelRequest(
      List<Block.Text> system,
      List<ToolSpec> tools,
      List<Message> messages,
      int maxOutput,
      Effort effort,
      String cacheKey,
      Duration keep,
      int stable) {
    this(system, tools, messages, maxOutput, effort, cacheKey, keep, stable, Optional.empty());
  }

  /** A request that is kept as the model keeps any, and was not folded. */
  public ModelRequest(
      List<Block.Text> system,
      List<ToolSpec> tools,
      List<Message> messages,
      int maxOutput,
      Effort effort,
      String cacheKey) {
    this(system, tools, messages, maxOutput, effort, cacheKey, Duration.ZERO, 0);
  }

  public ModelRequest {
    system = List.copyOf(system);
    tools = List.copyOf(tools);
    messages = List.copyOf(messages);
  }

  /** Returns the same for words of any form. */
  public ModelRequest withoutForm() {
    return new ModelRequest(system, tools, messages, maxOutput, effort, cacheKey, keep, stable);
  }
}
