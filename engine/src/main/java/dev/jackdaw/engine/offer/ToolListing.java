package dev.jackdaw.engine.offer;

import dev.jackdaw.api.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list of tools that can be found, as long as there is room for it: names with a line each,
 * names, or how many there are with the same beginning.
 */
final class ToolListing {
  private static final int LINE_CHARS = 80;

  private ToolListing() {}

  /** Returns the list with an empty line before it; {@code specs} are sorted by name. */
  static String of(List<ToolSpec> specs, int chars) {
    var lines = new StringBuilder("\n\nThere are:\n");
    for (var spec : specs) {
      lines.append("- ").append(spec.name());
      var line = firstSentence(spec.description());
      if (!line.isEmpty()) lines.append(": ").append(line);
      lines.append('\n');
    }
    if (lines.length() <= chars) return lines.toString().stripTrailing();
    var names = "\n\nThere are: " + String.join(", ", specs.stream().map(ToolSpec::name).toList());
    return names.length() <= chars ? names : "\n\n" + families(specs);
  }

  private static String firstSentence(String description) {
    var line = description.strip().lines().findFirst().orElse("").strip();
    var end = line.indexOf(". ");
    if (end >= 0) line = line.substring(0, end);
    if (line.length() <= LINE_CHARS)
      return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    var cut = line.lastIndexOf(' ', LINE_CHARS);
    return line.substring(0, cut > LINE_CHARS / 2 ? cut : LINE_CHARS) + "…";
  }

  private static String families(List<ToolSpec> specs) {
    Map<String, Integer> families = new TreeMap<>();
    for (var spec : specs) families.merge(family(spec.name()), 1, Integer::sum);
    var out = new StringBuilder("There are " + specs.size() + " tools");
    if (families.size() > specs.size() / 2) return out.append('.').toString();
    var separator = ": ";
    for (var family : families.entrySet()) {
      out.append(separator).append(family.getValue()).append(' ').append(family.getKey());
      separator = ", ";
    }
    return out.toString();
  }

  /** Returns the server of a server's tool, else the name up to the first separator. */
  private static String family(String name) {
    var server = name.startsWith("mcp__") ? name.indexOf("__", "mcp__".length()) : -1;
    if (server > 0) return name.substring(0, server) + "__*";
    var end = name.indexOf('_');
    return end > 0 ? name.substring(0, end) + "_*" : name;
  }
}
