package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.engine.offer.Later;
import java.util.List;
import java.util.Optional;

/** Gives an agent its tools. Which ones a model sees may depend on the model. */
@FunctionalInterface
public interface Toolset {
  List<Tool<?>> tools(ModelInfo model, AgentId agent);

  /** Returns those that come while the session runs; nothing when none are to be expected. */
  default Optional<Later> later() {
    return Optional.empty();
  }
}
