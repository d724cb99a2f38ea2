package dev.jackdaw.cli.agents;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.engine.memory.Frontmatter;
import dev.jackdaw.engine.memory.Frontmatter.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Makes a definition of the fields of a file. A field that would restrict and cannot be understood
 * makes the whole definition unusable: without it the sub-agent could do more than was meant.
 */
final class DefinitionReader {
  private static final int MAX_TURNS = 1_000;

  /** Those that count here; {@code color} and whatever else other programs read is passed over. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "prompt",
          "tools",
          "disallowedTools",
          "model",
          "permissionMode",
          "maxTurns",
          "isolation",
          "background",
          "skills");

  private final Map<String, Field> fields;
  private final BiConsumer<Integer, String> warnings;

  /** {@code warnings} hears what has no effect, with the line. */
  DefinitionReader(Map<String, Field> fields, BiConsumer<Integer, String> warnings) {
    this.fields = fields;
    this.warnings = warnings;
  }

  AgentDefinition read(String name, String prompt, Label label) throws DefinitionException {
    return read("", name, prompt, label);
  }

  /** As the other; the name of its {@code plugin}, if it has one, stands before its own. */
  AgentDefinition read(String plugin, String name, String prompt, Label label)
      throws DefinitionException {
    for (var key : fields.keySet()) requireNoSlip(key);
    return new AgentDefinition(
        (plugin.isEmpty() ? "" : plugin + "-") + name(name),
        description(),
        prompt,
        tools("tools"),
        tools("disallowedTools").orElse(List.of()),
        model(),
        mode(),
        maxTurns(),
        isolated(),
        flag("background"),
        label);
  }

  /** A slip in a key that restricts would widen what the sub-agent may do. */
  private void requireNoSlip(String key) throws DefinitionException {
    if (KEYS.contains(key)) return;
    for (var known : KEYS) {
      var same = plain(known).equals(plain(key));
      if (same || Nearest.of(key, List.of(known)).isPresent() && isClose(key, known)) {
        throw new DefinitionException(
            line(key), "there is no \"" + key + "\". Write \"" + known + "\", or remove it.");
      }
    }
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static boolean isClose(String key, String known) {
    return Math.abs(key.length() - known.length()) <= 2 && key.charAt(0) == known.charAt(0);
  }

  private int line(String key) {
    var field = fields.get(key);
    return field == null ? 0 : field.line();
  }

  private String text(String key) throws DefinitionException {
    var field = fields.get(key);
    if (field == null) return "";
    if (field.list()) throw new DefinitionException(field.line(), "\"" + key + "\" is one text.");
    return field.text().strip();
  }

  private String name(String fallback) throws DefinitionException {
    var name = fields.containsKey("name") ? text("name") : fallback;
    if (AgentDefinition.isName(name)) return name;
    throw new DefinitionException(
        Math.max(1, line("name")),
        "the name must be 1 to 64 letters, digits, '-' or '_'. Write such as \"name: reviewer\".");
  }

  private String description() throws DefinitionException {
    var description = text("description");
    if (!description.isEmpty()) return description;
    throw new DefinitionException(
        Math.max(1, line("description")),
        "the description is missing. Say when to use the agent: \"description: …\".");
  }

  /** Returns the names of the skills whose texts it begins with. */
  List<String> skills() {
    var field = fields.get("skills");
    if (field == null) return List.of();
    return field.list() ? field.values() : Frontmatter.split(field.text());
  }

  private Optional<List<String>> tools(String key) throws DefinitionException {
    var field = fields.get(key);
    if (field == null) return Optional.empty();
    var entries = field.list() ? field.values() : Frontmatter.split(field.text());
    var tools = new ArrayList<String>();
    for (var entry : entries) {
      if (entry.equals("*") && key.equals("tools")) return Optional.empty();
      add(tools, key, field.line(), entry.strip());
    }
    return Optional.of(tools);
  }

  private void add(List<String> tools, String key, int line, String entry)
      throws DefinitionException {
    if (entry.indexOf('(') >= 0) {
      throw new DefinitionException(
          line,
          "\""
              + entry
              + "\" in "
              + key
              + " is a rule. Name whole tools here, and put rules into permissions of the"
              + " settings.");
    }
    var meant = Names.tools(entry);
    if (meant.stream().noneMatch(Names::isKnown)) {
      var hint = Nearest.hint(entry, Names.own());
      if (key.equals("disallowedTools") && !hint.isEmpty()) {
        throw new DefinitionException(line, "there is no tool \"" + entry + "\"" + hint);
      }
      warnings.accept(
          line, "there is no tool \"" + entry + "\"" + (hint.isEmpty() ? "; remove it." : hint));
    }
    tools.addAll(meant);
  }

  private String model() throws DefinitionException {
    var model = text("model");
    return model.equals("inherit") ? "" : model;
  }

  private Optional<Mode> mode() throws DefinitionException {
    var text = text("permissionMode");
    if (text.isEmpty()) return Optional.empty();
    var mode = Mode.parse(text);
    if (mode.isPresent()) return mode;
    throw new DefinitionException(
        line("permissionMode"),
        "permissionMode is one of "
            + String.join(", ", Arrays.stream(Mode.values()).map(Mode::text).toList())
            + ", not \""
            + text
            + "\".");
  }

  private int maxTurns() throws DefinitionException {
    var text = text("maxTurns");
    if (text.isEmpty()) return 0;
    if (text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= MAX_TURNS) return number;
    }
    throw new DefinitionException(
        line("maxTurns"), "maxTurns is a whole number from 1 to 1000, not \"" + text + "\".");
  }

  private boolean isolated() throws DefinitionException {
    var text = text("isolation");
    if (text.isEmpty() || text.equals("none")) return false;
    if (text.equals("worktree")) return true;
    throw new DefinitionException(
        line("isolation"), "isolation is \"worktree\" or nothing, not \"" + text + "\".");
  }

  private boolean flag(String key) throws DefinitionException {
    return switch (text(key)) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw new DefinitionException(line(key), "\"" + key + "\" is true or false.");
    };
  }
}
