package dev.jackdaw.cli.trust;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.agents.AgentFiles;
import dev.jackdaw.cli.commands.CommandFiles;
import dev.jackdaw.cli.mcp.ServerFiles;
import dev.jackdaw.cli.settings.Proposal;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.cli.skills.SkillFiles;
import dev.jackdaw.cli.styles.Styles;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.memory.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What trusting a folder would switch on, whole: trust is given to these texts and no others.
 * Reading it runs nothing.
 *
 * @param folder the working directory, canonical
 */
public record Inventory(Path folder, List<Item> items) {
  public Inventory {
    items = List.copyOf(items);
  }

  /**
   * One thing that is switched on.
   *
   * @param name tells it apart within the inventory
   * @param effect what it does, as a predicate to its name
   */
  public record Item(String name, String effect, String text) {
    /** Returns a line for people. */
    public String summary() {
      return name + " " + effect;
    }
  }

  /** Looks at the files that a session here would be ruled by. */
  public static Inventory of(Path folder, Settings settings) {
    return of(folder, settings, new MemoryFiles(List.of(), folder));
  }

  /** As the other; {@code memory} are the project's files, which a session then need not read. */
  public static Inventory of(Path folder, Settings settings, MemoryFiles memory) {
    var items = new ArrayList<Item>();
    for (var source : memory.all()) items.add(instructions(folder, source));
    for (var file : AgentFiles.ofProject(folder)) {
      var lines = file.text().lines().count();
      items.add(
          new Item(
              shown(folder, file.path()),
              "(" + lines + (lines == 1 ? " line" : " lines") + ") defines a sub-agent",
              file.text()));
    }
    for (var file : SkillFiles.ofProject(folder)) {
      items.add(new Item(shown(folder, file.path()), "can be taken up as a skill", file.text()));
    }
    for (var file : Styles.ofProject(folder)) {
      items.add(new Item(shown(folder, file.path()), "can be an output style", file.text()));
    }
    for (var file : CommandFiles.ofProject(folder)) items.add(command(folder, file));
    for (var entry : ServerFiles.ofProject(folder)) items.add(server(folder, entry));
    for (var proposal : settings.proposals()) {
      if (proposal.isHooks()) items.addAll(HookItems.of(folder, proposal));
      else if (proposal.isLanguageServers()) items.add(languages(folder, proposal));
      else if (proposal.isAcceptedByTrust()) items.add(rules(folder, proposal));
    }
    return new Inventory(folder, items);
  }

  private static Item command(Path folder, CommandFiles.ProjectFile file) {
    var runs = file.runs();
    return new Item(
        shown(folder, file.path()),
        "is a slash command"
            + (runs.isEmpty()
                ? ""
                : ", which inserts what is printed by: " + String.join("; ", runs)),
        file.text());
  }

  /** Rules that wait for a path are trusted with the others: nobody is asked when they apply. */
  private static Item instructions(Path folder, Source source) {
    var lines = source.text().lines().count();
    var paths = String.join(", ", source.paths());
    return new Item(
        shown(folder, source.path()),
        "("
            + lines
            + (lines == 1 ? " line" : " lines")
            + ") is read as instructions"
            + (paths.isEmpty() ? "" : " for " + paths),
        paths.isEmpty() ? source.text() : "paths: " + paths + "\n\n" + source.text());
  }

  /** The whole entry is trusted, variables included; what they stand for is the user's own. */
  private static Item server(Path folder, ServerFiles.Entry entry) {
    var content = entry.content();
    var command = new StringBuilder(content.string("command", ""));
    for (var argument : content.array("args")) {
      command
          .append(' ')
          .append(argument instanceof Json.Str(var text) ? text : argument.compact());
    }
    var url = content.string("url", content.string("httpUrl", content.string("serverUrl", "")));
    var variables = String.join(", ", content.object("env").members().keySet());
    return new Item(
        shown(folder, entry.file()) + ", server " + entry.name(),
        (command.isEmpty() ? "talks to " + url : "starts: " + command)
            + (variables.isEmpty() ? "" : " (with " + variables + ")"),
        content.pretty());
  }

  private static Item languages(Path folder, Proposal proposal) {
    var servers = new ArrayList<String>();
    if (proposal.value() instanceof Json.Obj(var members)) {
      members.forEach((name, value) -> {
        if (!(value instanceof Json.Obj entry)) return;
        var line = new ArrayList<>(List.of(entry.string("command", name)));
        for (var each : entry.array("args")) line.add(each instanceof Json.Str(var a) ? a : "?");
        servers.add(String.join(" ", line));
      });
    }
    return new Item(
        shown(folder, Path.of(proposal.origin().where())) + ", " + proposal.key(),
        "starts language servers in the sandbox: " + String.join("; ", servers),
        proposal.value().pretty());
  }

  private static Item rules(Path folder, Proposal proposal) {
    var rules = new ArrayList<String>();
    if (proposal.value() instanceof Json.Arr(var elements)) {
      for (var element : elements) {
        rules.add(element instanceof Json.Str(var text) ? text : element.compact());
      }
    }
    return new Item(
        shown(folder, Path.of(proposal.origin().where())) + ", " + proposal.key(),
        "allows unasked: " + String.join(", ", rules),
        String.join("\n", rules));
  }

  static String shown(Path folder, Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Returns the texts by the names of their items. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    for (var item : items) texts.put(item.name(), item.text());
    return texts;
  }
}
