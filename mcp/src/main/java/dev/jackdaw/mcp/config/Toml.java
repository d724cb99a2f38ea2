package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads TOML (v1.0) as far as files of settings use it: tables, arrays of tables, texts of all four
 * kinds, numbers, booleans, arrays, inline tables. Times are texts. Used once.
 */
final class Toml {
  private static final int MOST_DEPTH = 50;

  private final String text;
  private int at;
  private int depth;

  /** A table while it is filled; values are tables, lists of them, or JSON. */
  private static final class Table {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Json.Obj json() {
      var json = Json.object();
      members.forEach((name, value) -> json.put(name, toJson(value)));
      return json.build();
    }

    private static Json toJson(Object value) {
      return switch (value) {
        case Table table -> table.json();
        case List<?> list -> {
          var all = new ArrayList<Json>();
          for (var each : list) if (each instanceof Table table) all.add(table.json());
          yield Json.array(all);
        }
        case Json json -> json;
        default -> throw new IllegalStateException();
      };
    }

    Table table(String name) throws ConfigException {
      return switch (members.computeIfAbsent(name, _ -> new Table())) {
        case Table table -> table;
        case List<?> list when !list.isEmpty() && list.getLast() instanceof Table last -> last;
        default -> throw new ConfigException("\"" + name + "\" is no table");
      };
    }

    void append(String name) throws ConfigException {
      var known = members.get(name);
      var list = new ArrayList<Object>();
      if (known instanceof List<?> before) list.addAll(before);
      else if (known != null) throw new ConfigException("\"" + name + "\" is no array of tables");
      list.add(new Table());
      members.put(name, list);
    }
  }

  private Toml(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  static Json.Obj parse(String text) throws ConfigException {
    return new Toml(text).document();
  }

  private Json.Obj document() throws ConfigException {
    var root = new Table();
    var current = root;
    for (blank(); at < text.length(); blank()) {
      if (peek("[[")) {
        at += 2;
        var path = keys("]]");
        current = descend(root, path.subList(0, path.size() - 1));
        current.append(path.getLast());
        current = current.table(path.getLast());
      } else if (peek("[")) {
        at++;
        current = descend(root, keys("]"));
      } else {
        member(current);
      }
      endOfLine();
    }
    return root.json();
  }

  private static Table descend(Table from, List<String> path) throws ConfigException {
    var table = from;
    for (var name : path) table = table.table(name);
    return table;
  }

  private void member(Table to) throws ConfigException {
    var path = keys("=");
    var table = descend(to, path.subList(0, path.size() - 1));
    table.members.put(path.getLast(), value());
  }

  private List<String> keys(String end) throws ConfigException {
    var keys = new ArrayList<String>();
    while (true) {
      spaces();
      keys.add(key());
      spaces();
      if (peek(end)) {
        at += end.length();
        return keys;
      }
      expect('.');
    }
  }

  private String key() throws ConfigException {
    if (peek("\"") || peek("'")) return string();
    var start = at;
    while (at < text.length() && isBare(text.charAt(at))) at++;
    if (start == at) throw wrong("a key");
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private Json value() throws ConfigException {
    spaces();
    if (++depth > MOST_DEPTH) throw wrong("less depth");
    try {
      if (peek("\"") || peek("'")) return Json.of(string());
      if (peek("[")) return array();
      if (peek("{")) return inline();
      return scalar();
    } finally {
      depth--;
    }
  }

  private Json array() throws ConfigException {
    at++;
    var elements = new ArrayList<Json>();
    for (blank(); !peek("]"); blank()) {
      elements.add(value());
      blank();
      if (peek(",")) at++;
      else if (!peek("]")) throw wrong("\",\" or \"]\"");
    }
    at++;
    return Json.array(elements);
  }

  private Json inline() throws ConfigException {
    at++;
    var table = new Table();
    for (blank(); !peek("}"); blank()) {
      member(table);
      blank();
      if (peek(",")) at++;
      else if (!peek("}")) throw wrong("\",\" or \"}\"");
    }
    at++;
    return table.json();
  }

  private Json scalar() throws ConfigException {
    var start = at;
    while (at < text.length() && ",]}#\n".indexOf(text.charAt(at)) < 0) at++;
    var word = text.substring(start, at).strip();
    if (word.isEmpty()) throw wrong("a value");
    if (word.equals("true") || word.equals("false")) return Json.of(word.equals("true"));
    try {
      return new Json.Num(word.replace("_", "").replaceFirst("^\\+", ""));
    } catch (IllegalArgumentException _) {
      return Json.of(word);
    }
  }

  private String string() throws ConfigException {
    var quote = text.charAt(at);
    var triple = String.valueOf(quote).repeat(3);
    var isLong = peek(triple);
    at += isLong ? 3 : 1;
    if (isLong && peek("\n")) at++;
    var out = new StringBuilder();
    while (true) {
      if (at >= text.length() || !isLong && peek("\n")) throw wrong("the end of a text");
      if (isLong ? peek(triple) : text.charAt(at) == quote) break;
      var c = text.charAt(at++);
      if (c == '\\' && quote == '"') escape(out);
      else out.append(c);
    }
    at += isLong ? 3 : 1;
    return out.toString();
  }

  private void escape(StringBuilder out) throws ConfigException {
    if (at >= text.length()) throw wrong("an escape");
    var c = text.charAt(at++);
    switch (c) {
      case 'b' -> out.append('\b');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case '"', '\\' -> out.append(c);
      case 'u' -> unicode(4, out);
      case 'U' -> unicode(8, out);
      case '\n', ' ', '\t' -> {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      }
      default -> throw wrong("an escape");
    }
  }

  private void unicode(int digits, StringBuilder out) throws ConfigException {
    try {
      out.appendCodePoint(Integer.parseInt(text, at, at + digits, 16));
      at += digits;
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw wrong("a code of a character");
    }
  }

  private boolean peek(String what) {
    return text.startsWith(what, at);
  }

  private void expect(char c) throws ConfigException {
    if (at >= text.length() || text.charAt(at) != c) throw wrong("\"" + c + "\"");
    at++;
  }

  private void spaces() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
  }

  /** Passes over white space, line ends and comments. */
  private void blank() {
    while (at < text.length()) {
      if (text.charAt(at) == '#') comment();
      else if (Character.isWhitespace(text.charAt(at))) at++;
      else return;
    }
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') at++;
  }

  private void endOfLine() throws ConfigException {
    spaces();
    if (peek("#")) comment();
    if (at < text.length() && text.charAt(at) != '\n') throw wrong("the end of the line");
  }

  private ConfigException wrong(String expected) {
    var line =
        text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new ConfigException("line " + (line + 1) + ": expected " + expected);
  }
}
