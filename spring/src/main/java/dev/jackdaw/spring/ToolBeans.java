package dev.jackdaw.spring;

import dev.jackdaw.api.Tool;
import dev.jackdaw.embed.Jackdaw;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds the beans that are tools, or have them, without making any other. */
final class ToolBeans {
  private ToolBeans() {}

  static List<String> names(ConfigurableListableBeanFactory beans) {
    var names = new ArrayList<String>();
    for (var name : beans.getBeanDefinitionNames()) {
      if (beans.getBeanDefinition(name).isAbstract()) continue;
      var type = beans.getType(name, false);
      if (type == null || Jackdaw.class.isAssignableFrom(type)) continue;
      if (Tool.class.isAssignableFrom(type) || Jackdaw.hasTools(type)) names.add(name);
    }
    names.sort(null);
    return names;
  }
}
