package dev.jackdaw.cli.agents;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.text.Plain;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code jackdaw agents}: the kinds of sub-agents, where each comes from, and what is wrong. */
public final class AgentCommand {
  private final AgentCatalog catalog;
  private final int columns;

  /** {@code columns} is the width of the terminal. */
  public AgentCommand(AgentCatalog catalog, int columns) {
    this.catalog = catalog;
    this.columns = columns;
  }

  /** Prints them for people. */
  public void print(PrintWriter out) {
    for (var entry : catalog.entries()) {
      var definition = entry.definition();
      out.println(
          definition.name()
              + "  ("
              + entry.level().text()
              + (entry.hidden() ? ", hidden by another of this name" : "")
              + ")");
      out.println("  " + line(definition.description()));
      for (var fact : facts(definition)) out.println("  " + line(fact));
      if (entry.level() != AgentFiles.Level.OPTION) out.println("  " + line(entry.where()));
    }
    if (catalog.entries().isEmpty()) {
      out.println("No agents are defined. A file .jackdaw/agents/NAME.md defines one.");
    }
    if (catalog.untrusted() > 0) {
      out.println(
          catalog.untrusted()
              + (catalog.untrusted() == 1 ? " file" : " files")
              + " of this folder do not count: it is not trusted. --trust shows them.");
    }
    for (var problem : catalog.problems()) out.println("! " + VisibleText.inOneLine(problem));
    out.flush();
  }

  private String line(String text) {
    return Plain.cut(VisibleText.inOneLine(text), Math.max(20, columns - 2));
  }

  private static List<String> facts(AgentDefinition definition) {
    var facts = new ArrayList<String>();
    definition
        .tools()
        .ifPresent(tools -> facts.add("tools: " + (tools.isEmpty() ? "none" : joined(tools))));
    if (!definition.withheld().isEmpty()) facts.add("without: " + joined(definition.withheld()));
    if (!definition.model().isEmpty()) facts.add("model: " + definition.model());
    definition.mode().map(Mode::text).ifPresent(mode -> facts.add("mode: " + mode + " at most"));
    if (definition.maxTurns() > 0) facts.add("turns: " + definition.maxTurns() + " at most");
    if (definition.isolated()) facts.add("in a worktree of its own");
    if (definition.background()) facts.add("in the background");
    return facts;
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }

  /** Prints them for programs. */
  public void printJson(PrintWriter out) {
    var agents = new ArrayList<Json>();
    for (var entry : catalog.entries()) {
      var definition = entry.definition();
      var agent =
          Json.object()
              .put("name", definition.name())
              .put("description", definition.description())
              .put("level", entry.level().text())
              .put("where", entry.where())
              .put("hidden", entry.hidden())
              .put("model", definition.model())
              .put("maxTurns", definition.maxTurns())
              .put("isolated", definition.isolated())
              .put("background", definition.background())
              .put("disallowedTools", Json.strings(definition.withheld()));
      definition.tools().ifPresent(tools -> agent.put("tools", Json.strings(tools)));
      definition.mode().ifPresent(mode -> agent.put("permissionMode", mode.text()));
      agents.add(agent.build());
    }
    out.println(
        Json.object()
            .put("agents", new Json.Arr(agents))
            .put("problems", Json.strings(catalog.problems()))
            .put("untrusted", catalog.untrusted())
            .build()
            .compact());
    out.flush();
  }
}
