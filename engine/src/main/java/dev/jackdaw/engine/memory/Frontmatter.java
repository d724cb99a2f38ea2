package dev.jackdaw.engine.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a Markdown file between two lines {@code ---}, and what follows it. Of YAML it knows
 * what such heads are made of: {@code key: value} with or without quotes, lists in brackets or
 * below the key, and texts of several lines behind {@code |} and {@code >}. A value without quotes
 * is the whole rest of its line, colons included: many heads in the wild are written so. What is
 * nested deeper is not read.
 */
public record Frontmatter(Map<String, Field> fields, String body) {
  private static final String FENCE = "---";

  public Frontmatter {
    fields = new TreeMap<>(fields);
  }

  /** The value of a key: one text, or several. */
  public record Field(int line, List<String> values, boolean list) {
    public Field {
      values = List.copyOf(values);
    }

    /** Returns the values as one text, with commas. */
    public String text() {
      return String.join(", ", values);
    }
  }

  /**
   * Reads a file that must begin with a head.
   *
   * @throws FrontmatterException when it does not, or the head cannot be understood
   */
  public static Frontmatter parse(String text) throws FrontmatterException {
    var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var lines = plain.lines().toList();
    var length = length(lines);
    if (length == 0) {
      throw new FrontmatterException(
          1, "it does not begin with a line ---. Put name and description between two such lines.");
    }
    var fields = new Head(lines.subList(0, length - 1)).fields();
    return new Frontmatter(fields, String.join("\n", lines.subList(length, lines.size())).strip());
  }

  /**
   * Returns how many lines the head takes, its fences included; 0 when there is none.
   *
   * @throws FrontmatterException when it does not end
   */
  static int length(List<String> lines) throws FrontmatterException {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(FENCE)) return 0;
    for (var i = 1; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals(FENCE)) return i + 1;
    }
    throw new FrontmatterException(1, "the line --- that ends the head is missing. Add it.");
  }

  /** Returns what stands between commas that are in no parentheses, brackets or braces. */
  public static List<String> split(String text) {
    var parts = new ArrayList<String>();
    var depth = 0;
    var from = 0;
    for (var i = 0; i <= text.length(); i++) {
      var c = i < text.length() ? text.charAt(i) : ',';
      if ("({[".indexOf(c) >= 0) depth++;
      if (")}]".indexOf(c) >= 0) depth = Math.max(0, depth - 1);
      if (c != ',' || depth > 0 && i < text.length()) continue;
      var part = text.substring(from, i).strip();
      if (!part.isEmpty()) parts.add(part);
      from = i + 1;
    }
    return parts;
  }

  /** Reads the lines of a head, the first of which is the fence. */
  private static final class Head {
    private final List<String> lines;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private int at = 1;

    Head(List<String> lines) {
      this.lines = lines;
    }

    Map<String, Field> fields() throws FrontmatterException {
      while (at < lines.size()) {
        var line = lines.get(at);
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
          at++;
        } else {
          field(line);
        }
      }
      return fields;
    }

    private void field(String line) throws FrontmatterException {
      var number = at + 1;
      var colon = line.indexOf(':');
      var key = colon < 0 ? "" : line.substring(0, colon).strip();
      if (Character.isWhitespace(line.charAt(0)) || !isKey(key)) {
        throw new FrontmatterException(number, "this is no line such as \"name: reviewer\".");
      }
      at++;
      var value = value(number, line.substring(colon + 1).strip());
      if (fields.put(key, value) != null) {
        throw new FrontmatterException(number, "\"" + key + "\" is there twice. Remove one.");
      }
    }

    private static boolean isKey(String key) {
      return !key.isEmpty()
          && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    private Field value(int line, String text) throws FrontmatterException {
      if (text.startsWith("|") || text.startsWith(">")) return block(line, text.charAt(0));
      if (text.startsWith("[")) return bracketed(line, text);
      if (text.startsWith("\"") || text.startsWith("'")) {
        return new Field(line, List.of(quoted(line, text)), false);
      }
      var plain = withoutComment(text);
      return plain.isEmpty() ? below(line) : continued(line, plain);
    }

    /** A plain text goes on in lines that are indented. */
    private Field continued(int line, String first) {
      var text = new StringBuilder(first);
      while (isIndented()) text.append(' ').append(withoutComment(lines.get(at++).strip()));
      return new Field(line, List.of(text.toString().strip()), false);
    }

    private boolean isIndented() {
      return at < lines.size()
          && !lines.get(at).isBlank()
          && Character.isWhitespace(lines.get(at).charAt(0));
    }

    private Field block(int line, char kind) {
      var rows = new ArrayList<String>();
      while (at < lines.size() && (lines.get(at).isBlank() || isIndented())) {
        rows.add(lines.get(at++).strip());
      }
      return new Field(line, List.of(String.join(kind == '|' ? "\n" : " ", rows).strip()), false);
    }

    /** A list below its key, or a nested object, which nothing here reads. */
    private Field below(int line) throws FrontmatterException {
      var values = new ArrayList<String>();
      var list = false;
      while (at < lines.size()) {
        var stripped = lines.get(at).strip();
        if (stripped.startsWith("- ") || stripped.equals("-")) {
          list = true;
          values.add(scalar(at + 1, stripped.substring(1).strip()));
        } else if (!stripped.isEmpty() && !isIndented()) {
          break;
        }
        at++;
      }
      return new Field(line, values, list);
    }

    private Field bracketed(int line, String text) throws FrontmatterException {
      var whole = new StringBuilder(text);
      while (whole.indexOf("]") < 0 && isIndented()) whole.append(lines.get(at++).strip());
      var end = whole.lastIndexOf("]");
      if (end < 0 || !withoutComment(" " + whole.substring(end + 1)).isBlank()) {
        throw new FrontmatterException(line, "the list has no ] at its end. Write [a, b].");
      }
      var values = new ArrayList<String>();
      for (var part : split(whole.substring(1, end))) values.add(scalar(line, part));
      return new Field(line, values, true);
    }

    private static String scalar(int line, String text) throws FrontmatterException {
      return text.startsWith("\"") || text.startsWith("'")
          ? quoted(line, text)
          : withoutComment(text);
    }

    private static String withoutComment(String text) {
      if (text.startsWith("#")) return "";
      var comment = text.indexOf(" #");
      return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    private static String quoted(int line, String text) throws FrontmatterException {
      var quote = text.charAt(0);
      var out = new StringBuilder();
      for (var i = 1; i < text.length(); i++) {
        var c = text.charAt(i);
        if (c == quote) {
          if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
            out.append('\'');
            i++;
            continue;
          }
          if (withoutComment(" " + text.substring(i + 1)).isBlank()) return out.toString();
          break;
        }
        if (quote == '"' && c == '\\' && i + 1 < text.length()) {
          out.append(escaped(text.charAt(++i)));
        } else {
          out.append(c);
        }
      }
      throw new FrontmatterException(
          line, "the text in quotes does not end with one. Quote it whole, or not at all.");
    }

    private static char escaped(char c) {
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        default -> c;
      };
    }
  }
}
