package dev.jackdaw.cli.agents;

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
record Frontmatter(Map<String, Field> fields, String body) {
  private static final String FENCE = "---";

  Frontmatter {
    fields = new TreeMap<>(fields);
  }

  /** The value of a key: one text, or several. */
  record Field(int line, List<String> values, boolean list) {
    Field {
      values = List.copyOf(values);
    }

    String text() {
      return String.join(", ", values);
    }
  }

  static Frontmatter parse(String text) throws DefinitionException {
    var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var lines = plain.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(FENCE)) {
      throw new DefinitionException(
          1, "it does not begin with a line ---. Put name and description between two such lines.");
    }
    for (var i = 1; i < lines.size(); i++) {
      if (!lines.get(i).stripTrailing().equals(FENCE)) continue;
      var fields = new Head(lines.subList(0, i)).fields();
      return new Frontmatter(fields, String.join("\n", lines.subList(i + 1, lines.size())).strip());
    }
    throw new DefinitionException(1, "the line --- that ends the head is missing. Add it.");
  }

  /** Reads the lines of a head, the first of which is the fence. */
  private static final class Head {
    private final List<String> lines;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private int at = 1;

    Head(List<String> lines) {
      this.lines = lines;
    }

    Map<String, Field> fields() throws DefinitionException {
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

    private void field(String line) throws DefinitionException {
      var number = at + 1;
      var colon = line.indexOf(':');
      var key = colon < 0 ? "" : line.substring(0, colon).strip();
      if (Character.isWhitespace(line.charAt(0)) || !isKey(key)) {
        throw new DefinitionException(number, "this is no line such as \"name: reviewer\".");
      }
      at++;
      var value = value(number, line.substring(colon + 1).strip());
      if (fields.put(key, value) != null) {
        throw new DefinitionException(number, "\"" + key + "\" is there twice. Remove one.");
      }
    }

    private static boolean isKey(String key) {
      return !key.isEmpty()
          && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    private Field value(int line, String text) throws DefinitionException {
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
    private Field below(int line) throws DefinitionException {
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

    private Field bracketed(int line, String text) throws DefinitionException {
      var whole = new StringBuilder(text);
      while (whole.indexOf("]") < 0 && isIndented()) whole.append(lines.get(at++).strip());
      var end = whole.lastIndexOf("]");
      if (end < 0 || !withoutComment(" " + whole.substring(end + 1)).isBlank()) {
        throw new DefinitionException(line, "the list has no ] at its end. Write [a, b].");
      }
      var values = new ArrayList<String>();
      for (var part : Names.split(whole.substring(1, end))) values.add(scalar(line, part));
      return new Field(line, values, true);
    }

    private static String scalar(int line, String text) throws DefinitionException {
      return text.startsWith("\"") || text.startsWith("'")
          ? quoted(line, text)
          : withoutComment(text);
    }

    private static String withoutComment(String text) {
      if (text.startsWith("#")) return "";
      var comment = text.indexOf(" #");
      return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    private static String quoted(int line, String text) throws DefinitionException {
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
      throw new DefinitionException(
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
