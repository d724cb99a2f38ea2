package dev.jackdaw.cli.skills;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.cli.definitions.Level;
import dev.jackdaw.cli.environment.CanonicalPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the skills of a session come to: a tool, if there are any, and what may be read for them.
 *
 * @param allow hears what may be done unasked, once a skill is in use
 */
public record SkillUse(Supplier<SkillCatalog> catalog, Consumer<List<Rule>> allow) {
  /** A folder that a link leads to may be anything; one so high up is no skill. */
  private static final int LEAST_DEPTH = 3;

  private static final Pattern WILD = Pattern.compile("[*?\\[\\]\\\\{}!]");

  /** Returns the tool for a model; nothing when it is to take up none by itself. */
  public Optional<Tool<?>> tool(ModelInfo model) {
    var told = catalog.get().forModel();
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SkillTool(
                told, SkillList.room(model), catalog, skill -> allow.accept(skill.allowed())));
  }

  /**
   * Returns rules by which the folders of skills outside the workspace can be read: the user put
   * them there to be used, or approved the plugin whole.
   */
  public static List<Rule> readable(SkillCatalog catalog) {
    var rules = new ArrayList<Rule>();
    for (var skill : catalog.skills()) {
      if (skill.level() == Level.PROJECT) continue;
      var place = CanonicalPath.of(skill.folder());
      var folder = place.toString().replace('\\', '/');
      var isNarrow = place.getNameCount() >= LEAST_DEPTH && !WILD.matcher(folder).find();
      if (isNarrow) rules.add(new Rule("Read", "/" + folder + "/**"));
    }
    return rules;
  }
}
