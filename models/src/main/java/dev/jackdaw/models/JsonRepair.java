package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the input of a call that is not quite JSON: trailing commas, unquoted names, single or
 * typographic quotes, comments, words of Python, raw line breaks, prose or a fence around it, text
 * that holds the JSON, an object said twice, closing braces too few or too many.
 *
 * <p>It never guesses a value. What is returned holds only values that stand in the text, whole: a
 * string or number that may have been cut, a word without quotes, an unknown escape, {@code NaN} or
 * two different values for one member leave the input malformed. Not thread-safe.
 */
final class JsonRepair {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_WRAPPINGS = 3;

  /** Whether the text is all the model meant to say. */
  enum Extent {
    WHOLE,
    /** The reply was cut: nothing that is missing at the end may be added. */
    CUT
  }

  /**
   * An input that could be read.
   *
   * @param repairs what had to be forgiven, in words, empty when the text was JSON
   */
  record Repaired(Json.Obj value, List<String> repairs) {
    Repaired {
      repairs = List.copyOf(repairs);
    }
  }

  private final String text;
  private final Extent extent;
  private final Set<String> repairs = new LinkedHashSet<>();
  private int at;
  private int depth;

  private JsonRepair(String text, Extent extent) {
    this.text = text;
    this.extent = extent;
  }

  /** Returns the object the text stands for, or nothing when a value would have to be guessed. */
  static Optional<Repaired> object(String text, Extent extent) {
    return object(text, extent, MAX_WRAPPINGS);
  }

  private static Optional<Repaired> object(String text, Extent extent, int wrappings) {
    Json read;
    try {
      read = Json.parse(text);
    } catch (JsonException _) {
      var found = among(text, extent);
      return found.isPresent() ? found : escaped(text);
    }
    if (read instanceof Json.Obj object) return Optional.of(new Repaired(object, List.of()));
    if (!(read instanceof Json.Str(var inner)) || wrappings == 0) return Optional.empty();
    var found = object(inner, extent, wrappings - 1);
    return found.map(repaired -> with("an object written as text", repaired));
  }

  /** Some models escape the quotes of the whole object without putting quotes around it. */
  private static Optional<Repaired> escaped(String text) {
    if (!text.strip().startsWith("{\\\"")) return Optional.empty();
    try {
      if (Json.parse('"' + text.strip() + '"') instanceof Json.Str(var inner)) {
        return Optional.of(
            new Repaired(Json.parseObject(inner), List.of("an object with escaped quotes")));
      }
    } catch (JsonException _) {
      // not this either
    }
    return Optional.empty();
  }

  private static Repaired with(String repair, Repaired repaired) {
    var all = new ArrayList<String>();
    all.add(repair);
    all.addAll(repaired.repairs());
    return new Repaired(repaired.value(), all);
  }

  /** Finds the one object in a text that may say more. */
  private static Optional<Repaired> among(String text, Extent extent) {
    var repair = new JsonRepair(text, extent);
    try {
      repair.start();
      var value = repair.repeated(repair.object());
      repair.rest();
      return Optional.of(new Repaired(value, new ArrayList<>(repair.repairs)));
    } catch (Unclear _) {
      return Optional.empty();
    }
  }

  /** A value would have to be guessed. */
  private static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear() {
      super("unclear", null, false, false);
    }
  }

  /** Goes to where the object begins, unless what stands before it may be a value. */
  private void start() throws Unclear {
    space();
    var brace = text.indexOf('{', at);
    if (brace < 0 || !isProse(at, brace)) throw new Unclear();
    if (brace > at) repairs.add("words before the object");
    at = brace;
  }

  private boolean isProse(int from, int to) {
    for (var i = from; i < to; i++) {
      if ("{}[]\"".indexOf(text.charAt(i)) >= 0) return false;
    }
    return true;
  }

  /** Takes further objects when they say the same, or when the ones before said nothing. */
  private Json.Obj repeated(Json.Obj first) throws Unclear {
    var value = first;
    while (true) {
      space();
      if (peek() != '{') return value;
      repairs.add("an object said twice");
      var next = object();
      if (!value.members().isEmpty() && !next.equals(value)) throw new Unclear();
      value = next;
    }
  }

  private void rest() throws Unclear {
    while (peek() == '}') {
      at++;
      repairs.add("a closing brace too many");
      space();
    }
    if (at >= text.length()) return;
    if (!isProse(at, text.length())) throw new Unclear();
    repairs.add("words after the object");
  }

  private Json value() throws Unclear {
    space();
    var c = peek();
    if (c == '{') return object();
    if (c == '[') return array();
    if (closing(c) != 0) return new Json.Str(string(c));
    if (c == '-' || c >= '0' && c <= '9') return number();
    return word();
  }

  private Json.Obj object() throws Unclear {
    descend();
    var members = new LinkedHashMap<String, Json>();
    while (true) {
      space();
      if (ends('}', !members.isEmpty())) break;
      var name = name();
      space();
      if (peek() != ':') throw new Unclear();
      at++;
      var value = value();
      var before = members.putIfAbsent(name, value);
      if (before != null) {
        if (!before.equals(value)) throw new Unclear();
        repairs.add("a member said twice");
      }
      if (separated('}')) break;
    }
    depth--;
    return new Json.Obj(members);
  }

  private Json.Arr array() throws Unclear {
    descend();
    var elements = new ArrayList<Json>();
    while (true) {
      space();
      if (ends(']', !elements.isEmpty())) break;
      elements.add(value());
      if (separated(']')) break;
    }
    depth--;
    return new Json.Arr(elements);
  }

  private void descend() throws Unclear {
    at++;
    if (++depth > MAX_DEPTH) throw new Unclear();
  }

  /** Returns whether the container ends here: at its bracket, perhaps after a comma. */
  private boolean ends(char end, boolean afterComma) throws Unclear {
    if (at >= text.length()) throw new Unclear();
    if (peek() != end) return false;
    at++;
    if (afterComma) repairs.add("a comma before the end");
    return true;
  }

  /** Takes what follows a value; returns whether that was the end of the container. */
  private boolean separated(char end) throws Unclear {
    space();
    if (at >= text.length()) {
      if (extent == Extent.CUT) throw new Unclear();
      repairs.add("a closing brace too few");
      return true;
    }
    var c = text.charAt(at);
    if (c != ',' && c != end) throw new Unclear();
    at++;
    return c == end;
  }

  private String name() throws Unclear {
    var c = peek();
    if (closing(c) != 0) return string(c);
    var start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) at++;
    if (at == start) throw new Unclear();
    repairs.add("a name without quotes");
    return text.substring(start, at);
  }

  private static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$'
        || c == '-';
  }

  /** Returns the quote that ends what the quote begins, 0 when it is none. */
  private static char closing(char quote) {
    return switch (quote) {
      case '"', '\'' -> quote;
      case '\u201C' -> '\u201D';
      case '\u2018' -> '\u2019';
      default -> 0;
    };
  }

  private String string(char quote) throws Unclear {
    var end = closing(quote);
    if (quote != '"') repairs.add(quote == '\'' ? "single quotes" : "typographic quotes");
    at++;
    var out = new StringBuilder();
    while (at < text.length()) {
      var c = text.charAt(at++);
      if (c == end) return out.toString();
      if (c == '\\') {
        out.append(escape(end));
      } else {
        if (c < ' ') repairs.add("a line break or tab within a text");
        out.append(c);
      }
    }
    throw new Unclear();
  }

  /** An unknown escape may mean the character or both: nobody can know. */
  private char escape(char end) throws Unclear {
    if (at >= text.length()) throw new Unclear();
    var c = text.charAt(at++);
    if (c == end || c == '"') return c;
    return switch (c) {
      case '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Unclear();
    };
  }

  private char unicode() throws Unclear {
    if (at + 4 > text.length()) throw new Unclear();
    var code = 0;
    for (var last = at + 4; at < last; at++) {
      var c = text.charAt(at);
      var digit = c > 'f' ? -1 : Character.digit(c, 16);
      if (digit < 0) throw new Unclear();
      code = code << 4 | digit;
    }
    return (char) code;
  }

  /** A number at the very end of the text may have been cut. */
  private Json.Num number() throws Unclear {
    var start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
    if (at >= text.length()) throw new Unclear();
    try {
      return new Json.Num(text.substring(start, at));
    } catch (IllegalArgumentException _) {
      throw new Unclear();
    }
  }

  private Json word() throws Unclear {
    var start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) at++;
    var word = text.substring(start, at);
    var python = !word.isEmpty() && Character.isUpperCase(word.charAt(0));
    if (python) repairs.add("a word of Python");
    return switch (word) {
      case "true", "True" -> new Json.Bool(true);
      case "false", "False" -> new Json.Bool(false);
      case "null", "None" -> Json.Null.INSTANCE;
      default -> throw new Unclear();
    };
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Skips white space and comments. */
  private void space() throws Unclear {
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        at++;
      } else if (Character.isWhitespace(c) || c == '\u00A0' || c == '\uFEFF') {
        at++;
        repairs.add("unusual white space");
      } else if (c == '#' || text.startsWith("//", at)) {
        comment("\n");
      } else if (text.startsWith("/*", at)) {
        comment("*/");
      } else {
        return;
      }
    }
  }

  private void comment(String end) throws Unclear {
    var found = text.indexOf(end, at);
    if (found < 0 && end.equals("*/")) throw new Unclear();
    repairs.add("a comment");
    at = found < 0 ? text.length() : found + end.length();
  }
}
