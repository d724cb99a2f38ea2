package dev.jackdaw.cli.skills;

import dev.jackdaw.api.Rule;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Head;
import dev.jackdaw.cli.definitions.Level;
import dev.jackdaw.cli.definitions.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes a skill of its folder. What is odd, and does no harm, is told and put up with. */
final class SkillReader {
  /** The file that makes a folder a skill. */
  static final String FILE = "SKILL.md";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?");
  private static final int MAX_DESCRIPTION_CHARS = 1_024;

  private final Place place;
  private final Consumer<String> problems;

  /** {@code problems} hears sentences for the user. */
  SkillReader(Place place, Consumer<String> problems) {
    this.place = place;
    this.problems = problems;
  }

  Skill read(Path folder) throws DefinitionException {
    var file = folder.resolve(FILE);
    var head = Head.parse(DefinitionText.read(file, place.root()), true);
    var name = name(folder, head);
    return new Skill(
        place.named(name),
        description(file, head),
        head.text("argument-hint"),
        allowed(file, head),
        !head.flag("disable-model-invocation").orElse(false),
        head.flag("user-invocable").orElse(true),
        fork(head),
        head.text("agent"),
        head.text("model"),
        file,
        place.level(),
        place.origin(),
        place.filled(head.body()));
  }

  private String name(Path folder, Head head) throws DefinitionException {
    var own = String.valueOf(folder.getFileName());
    var name = head.text("name").isEmpty() ? own : head.text("name");
    if (!NAME.matcher(name).matches()) {
      throw new DefinitionException(
          head.line("name"),
          "the name must be 1 to 64 letters, digits or '-'. Write such as \"name: pdf-forms\".");
    }
    if (!name.equals(own)) {
      problems.accept(
          folder.resolve(FILE)
              + ": the skill is called \""
              + name
              + "\", its folder \""
              + own
              + "\". Give them one name.");
    }
    return name;
  }

  private String description(Path file, Head head) throws DefinitionException {
    var description = head.text("description");
    if (description.isEmpty()) {
      throw new DefinitionException(
          head.line("description"),
          "the description is missing. Say what it does and when to use it: \"description: …\".");
    }
    if (description.length() <= MAX_DESCRIPTION_CHARS) return description;
    problems.accept(
        file + ": the description has more than " + MAX_DESCRIPTION_CHARS + " characters; cut.");
    return description.substring(0, MAX_DESCRIPTION_CHARS).strip();
  }

  private static boolean fork(Head head) throws DefinitionException {
    return switch (head.text("context")) {
      case "" -> false;
      case "fork" -> true;
      default ->
          throw new DefinitionException(head.line("context"), "context is \"fork\" or nothing.");
    };
  }

  /** A project or a plugin cannot allow anything: only the user's own words do. */
  private List<Rule> allowed(Path file, Head head) {
    var rules = new ArrayList<Rule>();
    for (var text : head.list("allowed-tools")) {
      try {
        rules.add(Rule.parse(text));
      } catch (IllegalArgumentException e) {
        problems.accept(
            file + ", line " + head.line("allowed-tools") + ": " + e.getMessage() + ".");
      }
    }
    return place.level() == Level.USER ? rules : List.of();
  }
}
