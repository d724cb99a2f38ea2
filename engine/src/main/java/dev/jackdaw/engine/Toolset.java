package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import java.util.List;

/** Gives an agent its tools. Which ones a model sees may depend on the model. */
@FunctionalInterface
public interface Toolset {
  List<Tool<?>> tools(ModelInfo model, AgentId agent);
}
