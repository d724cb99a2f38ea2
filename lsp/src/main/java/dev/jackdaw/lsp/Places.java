package dev.jackdaw.lsp;

import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.lsp.protocol.Spot;
import dev.jackdaw.lsp.protocol.Uris;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Places as a model is told of them, with the line that stands there. A file outside the workspace,
 * or one that must not be read, is named and not looked into, whatever a server says of it.
 */
final class Places {
  private static final int MOST = 100;
  private static final int MOST_LINE_CHARS = 160;
  private static final int CHARS_PER_TOKEN = 3;

  private final LanguageServers servers;
  private final ToolContext context;
  private final Map<Path, List<String>> texts = new HashMap<>();

  Places(LanguageServers servers, ToolContext context) {
    this.servers = servers;
    this.context = context;
  }

  /** Returns a line for each place, those of a file together. */
  String list(List<Spot> spots, String what) {
    if (spots.isEmpty()) return "No " + VisibleText.inOneLine(what) + " was found.";
    var lines = new LinkedHashSet<String>();
    for (var spot : spots) lines.add(line(spot));
    return capped(List.copyOf(lines));
  }

  private String line(Spot spot) {
    var path = Uris.path(spot.uri());
    var name = spot.name().isEmpty() ? "" : " " + VisibleText.inOneLine(spot.name());
    if (path.isEmpty()) return VisibleText.inOneLine(shortened(spot.uri())) + name;
    var number = (long) Math.max(0, spot.line()) + 1;
    var shown = context.workspace().display(path.get());
    var text = text(path.get(), spot.line());
    return VisibleText.inOneLine(shown)
        + ":"
        + number
        + (name.isEmpty() && !text.isEmpty() ? ": " + text : name);
  }

  private String text(Path file, int line) {
    var lines = texts.computeIfAbsent(file, this::lines);
    if (line < 0 || line >= lines.size()) return "";
    return VisibleText.inOneLine(shortened(lines.get(line).strip()));
  }

  private List<String> lines(Path file) {
    if (!servers.mayShow(file)) return List.of();
    var text = LanguageServers.text(file);
    return text == null ? List.of() : text.lines().toList();
  }

  private static String shortened(String text) {
    return text.length() > MOST_LINE_CHARS ? text.substring(0, MOST_LINE_CHARS) + "…" : text;
  }

  /** Returns the symbols of one file, as they stand within each other. */
  String outline(List<Spot> spots) {
    if (spots.isEmpty()) return "No symbols were found.";
    var lines = new ArrayList<String>();
    for (var spot : spots) {
      lines.add(
          ((long) Math.max(0, spot.line()) + 1)
              + ": "
              + VisibleText.inOneLine(shortened(spot.name())));
    }
    return capped(lines);
  }

  /** Returns what a server says of a symbol. */
  String text(String said) {
    var text = VisibleText.prose(said.strip());
    if (text.isEmpty()) return "Nothing is known of it.";
    var most = context.resultTokens() * CHARS_PER_TOKEN;
    return text.length() > most ? text.substring(0, most) + "…" : text;
  }

  private String capped(List<String> lines) {
    var text = new StringBuilder();
    var most = context.resultTokens() * CHARS_PER_TOKEN;
    var count = 0;
    for (var line : lines) {
      if (count == MOST || text.length() + line.length() > most) break;
      text.append(count++ == 0 ? "" : "\n").append(line);
    }
    if (count < lines.size()) text.append("\n… and ").append(lines.size() - count).append(" more");
    return text.toString();
  }
}
