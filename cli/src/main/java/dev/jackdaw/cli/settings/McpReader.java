package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.McpSettings.Entry;
import java.util.ArrayList;
import java.util.List;

/** Gathers the MCP servers of the sources, the strongest first. Used once. */
final class McpReader {

  private final List<Entry> entries = new ArrayList<>();
  private boolean strict;

  /** A place that wants to be the only one ends the list: weaker ones are not heard. */
  void add(SettingsSource source) {
    if (strict) return;
    if (source.value("mcpServers").isPresent()) addAll(source);
    var wanted = source.value("strictMcpConfig");
    if (wanted.isEmpty()) return;
    if (!(wanted.get() instanceof Json.Bool(var only))) {
      throw source.mistake("strictMcpConfig", "true or false");
    }
    strict = only;
  }

  private void addAll(SettingsSource source) {
    if (!(source.value("mcpServers").get() instanceof Json.Obj servers)) {
      throw source.mistake("mcpServers", "an object with an object for each server");
    }
    for (var member : servers.members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj content)) {
        throw source.mistake("mcpServers." + member.getKey(), "an object");
      }
      if (entries.stream().anyMatch(known -> known.name().equals(member.getKey()))) continue;
      entries.add(new Entry(member.getKey(), content, source.origin()));
    }
  }

  McpSettings settings() {
    return entries.isEmpty() && !strict ? McpSettings.NONE : new McpSettings(entries, strict);
  }
}
