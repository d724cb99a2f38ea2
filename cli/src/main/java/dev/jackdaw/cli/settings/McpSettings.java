package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.List;

/**
 * MCP servers as settings name them.
 *
 * @param entries the strongest place first; of equal names the first counts
 * @param strict whether no other place counts
 */
public record McpSettings(List<Entry> entries, boolean strict) {
  public static final McpSettings NONE = new McpSettings(List.of(), false);

  public McpSettings {
    entries = List.copyOf(entries);
  }

  /** One server, unchecked. */
  public record Entry(String name, Json.Obj content, Origin origin) {}
}
