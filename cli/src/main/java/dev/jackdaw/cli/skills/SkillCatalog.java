package dev.jackdaw.cli.skills;

import java.util.List;
import java.util.Optional;

/**
 * The skills that were found, and what is wrong with others.
 *
 * @param skills those that count, in the order of their names
 * @param problems sentences for the user
 * @param untrusted how many of the project do not count, because nobody trusts it
 */
public record SkillCatalog(List<Skill> skills, List<String> problems, int untrusted) {
  public static final SkillCatalog NONE = new SkillCatalog(List.of(), List.of(), 0);

  public SkillCatalog {
    skills = List.copyOf(skills);
    problems = List.copyOf(problems);
  }

  /** Returns that of a name. */
  public Optional<Skill> named(String name) {
    return skills.stream().filter(skill -> skill.name().equals(name)).findFirst();
  }

  /** Returns those that the model may take up by itself. */
  public List<Skill> forModel() {
    return skills.stream().filter(Skill::forModel).toList();
  }
}
