package dev.jackdaw.cli.custom;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.cli.agents.AgentCatalog;
import dev.jackdaw.cli.memory.Addition;
import dev.jackdaw.cli.skills.Skill;
import dev.jackdaw.cli.styles.OutputStyle;
import dev.jackdaw.cli.styles.Styles;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.memory.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The slash commands that answer at once, without the model.
 *
 * @param styles what there is to choose from, read when it is needed
 * @param keeper keeps the name of a chosen style for later sessions
 * @param plugins lines about the plugins
 * @param servers does what is typed behind {@code /mcp}
 */
public record LocalCommands(
    Customs customs,
    Speech speech,
    Supplier<Styles> styles,
    Consumer<String> keeper,
    Supplier<MemoryFiles> memory,
    Supplier<List<String>> plugins,
    Function<String, List<String>> servers,
    Path directory) {
  /** What no file may be called. */
  static final List<String> NAMES =
      List.of("memory", "output-style", "skills", "agents", "plugins", "mcp");

  /** One of them, as it is listed. */
  record Listed(String name, String hint, String help) {}

  static List<Listed> listed() {
    return List.of(
        new Listed("memory", "[add TEXT]", "list the memory files, or add a line to the project's"),
        new Listed("output-style", "[NAME]", "list the output styles, or choose one"),
        new Listed("skills", "", "list the skills, and what is wrong with others"),
        new Listed("agents", "", "list the kinds of sub-agents, and what is wrong with others"),
        new Listed("plugins", "", "list the plugins"),
        new Listed("mcp", "[NAME]", "list the MCP servers, or show one"));
  }

  /**
   * Does what a line says.
   *
   * @return what to say; nothing when it is no such command
   * @throws JackdawException when it cannot be done
   */
  Optional<List<String>> run(String line) {
    var words = line.strip().split("\\s+", 2);
    if (!words[0].startsWith("/")) return Optional.empty();
    var typed = words.length > 1 ? words[1].strip() : "";
    return switch (words[0].substring(1)) {
      case "memory" -> Optional.of(memory(typed));
      case "output-style" -> Optional.of(typed.isEmpty() ? listStyles() : choose(typed));
      case "skills" -> Optional.of(skills());
      case "agents" -> Optional.of(agents());
      case "plugins" -> Optional.of(plugins.get());
      case "mcp" -> Optional.of(servers.apply(typed));
      default -> Optional.empty();
    };
  }

  private List<String> memory(String typed) {
    if (typed.startsWith("add ")) return List.of(Addition.to(directory, typed.substring(4)));
    if (!typed.isEmpty()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "bad-argument",
          "/memory lists the files, /memory add TEXT adds a line to the project's.");
    }
    var lines = new ArrayList<String>();
    for (var source : memory.get().all()) {
      var rules = source.paths().isEmpty() ? "" : ", for " + String.join(", ", source.paths());
      lines.add(source.path() + "  " + Tokens.of(source.text()) + " tokens" + rules);
    }
    if (lines.isEmpty()) lines.add("No memory file is in force. /init writes an AGENTS.md.");
    lines.add("/memory add TEXT adds a line; \"jackdaw memory lint\" says what they cost.");
    return lines;
  }

  private List<String> listStyles() {
    var found = styles.get();
    var lines = new ArrayList<String>();
    lines.add("output style: " + speech.name());
    lines.add("  default  the agent's own way");
    for (var style : found.all()) lines.add("  " + described(style));
    for (var problem : found.problems()) lines.add("! " + problem);
    return lines;
  }

  private static String described(OutputStyle style) {
    return style.name() + "  " + style.description() + "  (" + style.origin() + ")";
  }

  private List<String> choose(String name) {
    var chosen = styles.get().named(name);
    speech.choose(chosen);
    keeper.accept(chosen.map(OutputStyle::name).orElse(Styles.DEFAULT));
    return List.of(
        "output style: " + speech.name() + ", from the next prompt on and in later sessions");
  }

  private List<String> skills() {
    var catalog = customs.skills();
    var lines = new ArrayList<String>();
    for (var skill : catalog.skills()) lines.add(described(skill));
    if (lines.isEmpty()) lines.add("There are no skills. .jackdaw/skills/NAME/SKILL.md makes one.");
    if (catalog.untrusted() > 0) {
      lines.add(catalog.untrusted() + " of this folder do not count: it is not trusted.");
    }
    for (var problem : catalog.problems()) lines.add("! " + problem);
    return lines;
  }

  private static String described(Skill skill) {
    var only = skill.forModel() ? "" : ", only as /" + skill.name();
    return skill.name() + "  " + skill.description() + "  (" + skill.origin() + only + ")";
  }

  private List<String> agents() {
    var catalog = customs.agentCatalog();
    var lines = new ArrayList<String>();
    for (var entry : catalog.entries()) if (!entry.hidden()) lines.add(described(entry));
    if (lines.isEmpty()) lines.add("No agents are defined. .jackdaw/agents/NAME.md defines one.");
    for (var problem : catalog.problems()) lines.add("! " + problem);
    return lines;
  }

  private static String described(AgentCatalog.Entry entry) {
    var definition = entry.definition();
    return definition.name() + "  " + definition.description() + "  (" + entry.where() + ")";
  }
}
