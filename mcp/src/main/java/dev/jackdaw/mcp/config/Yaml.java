package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads YAML as far as files of settings use it: mappings and sequences by indentation, plain and
 * quoted texts, texts of several lines, comments, and lists and objects in brackets. What is beyond
 * that is an error with its line. Used once.
 */
final class Yaml {
  private static final int MOST_DEPTH = 50;

  /** A line with something on it. */
  private record Line(int number, int indent, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<String> raw;
  private int at;
  private int depth;

  private Yaml(String text) throws ConfigException {
    raw = text.lines().toList();
    var number = 0;
    for (var line : raw) {
      number++;
      var content = uncommented(line);
      if (content.isBlank() || content.equals("---")) continue;
      lines.add(new Line(number, indent(content), content.strip()));
    }
  }

  /** Returns whether there is a key at the left margin. */
  static boolean has(String text, String key) {
    return text.lines().anyMatch(line -> line.startsWith(key + ":"));
  }

  /** Returns the key at the left margin with what is below it; the rest may be any YAML. */
  static String section(String text, String key) {
    var section = new StringBuilder();
    var isIn = false;
    for (var line : text.lines().toList()) {
      var isOther = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      if (line.startsWith(key + ":")) isIn = true;
      else if (isOther && !line.startsWith("- ") && !line.startsWith("#")) isIn = false;
      // Lines keep their numbers.
      section.append(isIn ? line : "").append('\n');
    }
    return section.toString();
  }

  static Json.Obj parse(String text) throws ConfigException {
    var yaml = new Yaml(text);
    if (yaml.lines.isEmpty()) return Json.Obj.EMPTY;
    var value = yaml.block(yaml.lines.getFirst().indent());
    if (yaml.at < yaml.lines.size()) throw yaml.wrong("less indentation");
    if (value instanceof Json.Obj object) return object;
    throw new ConfigException("it is no mapping");
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** A number sign ends a line where it is not part of a word or in quotes. */
  private static String uncommented(String line) {
    var quote = '\0';
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if ((c == '"' || c == '\'') && (i == 0 || " [{,:-".indexOf(line.charAt(i - 1)) >= 0)) {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private Json block(int indent) throws ConfigException {
    if (++depth > MOST_DEPTH) throw wrong("less depth");
    if (raw.get(lines.get(at).number() - 1).substring(0, indent).indexOf('\t') >= 0) {
      throw wrong("no tab here");
    }
    try {
      return isItem(lines.get(at).text()) ? sequence(indent) : mapping(indent);
    } finally {
      depth--;
    }
  }

  private static boolean isItem(String text) {
    return text.equals("-") || text.startsWith("- ");
  }

  private Json sequence(int indent) throws ConfigException {
    var items = new ArrayList<Json>();
    while (at < lines.size() && lines.get(at).indent() == indent && isItem(lines.get(at).text())) {
      var line = lines.get(at);
      var rest = line.text().substring(1).strip();
      if (rest.isEmpty()) {
        at++;
        items.add(below(indent));
      } else if (colon(rest) >= 0 && !isQuoted(rest) && !isFlow(rest)) {
        // The mapping goes on where its first key begins.
        var inner = indent + line.text().length() - rest.length();
        lines.set(at, new Line(line.number(), inner, rest));
        items.add(block(inner));
      } else {
        at++;
        items.add(value(rest, line, indent));
      }
    }
    return Json.array(items);
  }

  private Json mapping(int indent) throws ConfigException {
    var members = new LinkedHashMap<String, Json>();
    while (at < lines.size() && lines.get(at).indent() == indent && !isItem(lines.get(at).text())) {
      var line = lines.get(at);
      var colon = colon(line.text());
      if (colon < 0) throw wrong("a key");
      var key = plain(scalar(line.text().substring(0, colon).strip(), line.number()));
      var rest = line.text().substring(colon + 1).strip();
      at++;
      members.put(key, rest.isEmpty() ? below(indent) : value(rest, line, indent));
    }
    if (at < lines.size() && lines.get(at).indent() > indent) throw wrong("less indentation");
    return new Json.Obj(members);
  }

  /** Returns what begins behind a key or a dash and may go on in the lines below. */
  private Json value(String first, Line line, int indent) throws ConfigException {
    if (first.startsWith("|") || first.startsWith(">")) return Json.of(lines(first, line, indent));
    var text = new StringBuilder(first);
    while (isFlow(first) && !isClosed(text) && at < lines.size()) {
      text.append(' ').append(lines.get(at++).text());
    }
    return scalar(text.toString(), line.number());
  }

  private static boolean isClosed(CharSequence text) {
    var open = 0;
    var quote = '\0';
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quote != '\0') {
        if (c == '\\' && quote == '"') i++;
        else if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') quote = c;
      else if (c == '[' || c == '{') open++;
      else if (c == ']' || c == '}') open--;
    }
    return open <= 0;
  }

  /** A text of several lines as it stands, or folded to one. */
  private String lines(String sign, Line line, int indent) {
    var kept = new ArrayList<String>();
    var end = line.number();
    while (end < raw.size() && (raw.get(end).isBlank() || indent(raw.get(end)) > indent)) {
      kept.add(raw.get(end++));
    }
    while (at < lines.size() && lines.get(at).number() <= end) at++;
    while (!kept.isEmpty() && kept.getLast().isBlank()) kept.removeLast();
    var text = String.join("\n", kept).stripIndent();
    if (sign.startsWith(">")) text = text.replaceAll("(?<!\n)\n(?!\n)", " ");
    return sign.contains("-") || text.isEmpty() ? text : text + "\n";
  }

  private static String plain(Json key) {
    return key instanceof Json.Str(var text) ? text : key.compact();
  }

  /** Items of a list may stand below their key without indentation. */
  private Json below(int indent) throws ConfigException {
    if (at >= lines.size()) return Json.Null.INSTANCE;
    var next = lines.get(at);
    var isList = next.indent() == indent && isItem(next.text());
    return next.indent() > indent || isList ? block(next.indent()) : Json.Null.INSTANCE;
  }

  /** Returns where the key ends; -1 when there is none. */
  private static int colon(String text) {
    var from = 0;
    if (isQuoted(text)) from = Math.max(0, text.indexOf(text.charAt(0), 1));
    for (var i = text.indexOf(':', from); i >= 0; i = text.indexOf(':', i + 1)) {
      if (i + 1 == text.length() || text.charAt(i + 1) == ' ') return i;
    }
    return -1;
  }

  private static boolean isQuoted(String text) {
    return text.startsWith("\"") || text.startsWith("'");
  }

  private static boolean isFlow(String text) {
    return text.startsWith("[") || text.startsWith("{");
  }

  private static Json scalar(String text, int line) throws ConfigException {
    if (isFlow(text)) return flow(text, line);
    if (text.startsWith("'")) return Json.of(single(text, line));
    if (text.startsWith("\"")) {
      try {
        return Json.parse(text);
      } catch (JsonException _) {
        throw wrong(line, "the end of a text");
      }
    }
    if ("&*!%@`".indexOf(text.charAt(0)) >= 0) throw wrong(line, "a plain text");
    if (text.equals("true") || text.equals("false")) return Json.of(text.equals("true"));
    if (text.equals("null") || text.equals("~")) return Json.Null.INSTANCE;
    try {
      return new Json.Num(text);
    } catch (IllegalArgumentException _) {
      return Json.of(text);
    }
  }

  private static String single(String text, int line) throws ConfigException {
    if (text.length() < 2 || !text.endsWith("'")) throw wrong(line, "the end of a text");
    return text.substring(1, text.length() - 1).replace("''", "'");
  }

  /** A list of plain or quoted texts, or what is JSON. */
  private static Json flow(String text, int line) throws ConfigException {
    try {
      return Json.parse(text);
    } catch (JsonException _) {
      if (!text.startsWith("[") || !text.endsWith("]")) throw wrong(line, "a list on one line");
    }
    var items = new ArrayList<Json>();
    for (var item : text.substring(1, text.length() - 1).split(",", -1)) {
      if (!item.isBlank()) items.add(scalar(item.strip(), line));
    }
    return Json.array(items);
  }

  private ConfigException wrong(String expected) {
    return wrong(at < lines.size() ? lines.get(at).number() : 0, expected);
  }

  private static ConfigException wrong(int line, String expected) {
    return new ConfigException("line " + line + ": expected " + expected);
  }
}
