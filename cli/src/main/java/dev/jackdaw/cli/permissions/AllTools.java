package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Tool;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import dev.jackdaw.tools.shell.Launcher;
import dev.jackdaw.tools.shell.Starting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tools of every kind of model, to be asked for their effects only. */
final class AllTools {
  /**
   * Nothing is started; it is there for the tools that a confined session has beside the others.
   */
  private static final Starting CONFINED =
      new Starting(
          Starting.PLAIN.launcher(),
          Starting.PLAIN.origins(),
          Optional.of(new Starting.Outside(_ -> Launcher.unconfined(), Starting.PLAIN.origins())));

  private AllTools() {}

  static List<Tool<?>> list() {
    try (var toolbox = Toolbox.create(ToolboxOptions.defaults().withStarting(CONFINED))) {
      var tools = new ArrayList<>(toolbox.tools(model(Set.of())));
      tools.addAll(toolbox.tools(model(Set.of(ModelInfo.Feature.PATCH))));
      return List.copyOf(tools);
    }
  }

  private static ModelInfo model(Set<ModelInfo.Feature> features) {
    return new ModelInfo("any", "any", 0, 0, features, Optional.empty());
  }
}
