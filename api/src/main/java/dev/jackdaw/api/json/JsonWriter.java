package dev.jackdaw.api.json;

import java.util.Map;
import java.util.TreeMap;

/** Writes JSON text that is safe in one line: control characters and lone surrogates escaped. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);
  private final boolean sorted;
  private final boolean indented;

  private JsonWriter(boolean sorted, boolean indented) {
    this.sorted = sorted;
    this.indented = indented;
  }

  static String compact(Json value) {
    return new JsonWriter(false, false).text(value);
  }

  static String canonical(Json value) {
    return new JsonWriter(true, false).text(value);
  }

  static String pretty(Json value) {
    return new JsonWriter(false, true).text(value);
  }

  private String text(Json value) {
    write(value, 0);
    return out.toString();
  }

  /** Every request is written here: a pattern switch would cost start-up when first met. */
  private void write(Json value, int level) {
    if (value instanceof Json.Str(var text)) string(text);
    else if (value instanceof Json.Obj object) members(ordered(object), level);
    else if (value instanceof Json.Arr array) elements(array, level);
    else if (value instanceof Json.Num number) out.append(number.literal());
    else out.append(value);
  }

  private Map<String, Json> ordered(Json.Obj object) {
    return sorted ? new TreeMap<>(object.members()) : object.members();
  }

  private void members(Map<String, Json> members, int level) {
    out.append('{');
    var first = true;
    for (var member : members.entrySet()) {
      if (!first) out.append(',');
      first = false;
      newLine(level + 1);
      string(member.getKey());
      out.append(indented ? ": " : ":");
      write(member.getValue(), level + 1);
    }
    if (!first) newLine(level);
    out.append('}');
  }

  private void elements(Json.Arr array, int level) {
    out.append('[');
    var first = true;
    for (var element : array.elements()) {
      if (!first) out.append(',');
      first = false;
      newLine(level + 1);
      write(element, level + 1);
    }
    if (!first) newLine(level);
    out.append(']');
  }

  private void newLine(int level) {
    if (indented) out.append('\n').repeat("  ", level);
  }

  private void string(String text) {
    out.append('"');
    var copied = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && c < 0x7f) continue;
      if (isPlain(text, i)) {
        if (Character.isHighSurrogate(c)) i++;
        continue;
      }
      out.append(text, copied, i);
      copied = i + 1;
      escape(c);
    }
    out.append(text, copied, text.length()).append('"');
  }

  /** Returns whether the character beyond ASCII at {@code i} may stand for itself. */
  private static boolean isPlain(String text, int i) {
    var c = text.charAt(i);
    if (c < 0xa0 || c == '\u2028' || c == '\u2029') return false;
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    return !Character.isLowSurrogate(c);
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default ->
          out.append("\\u")
              .append(HEX.charAt(c >> 12))
              .append(HEX.charAt(c >> 8 & 15))
              .append(HEX.charAt(c >> 4 & 15))
              .append(HEX.charAt(c & 15));
    }
  }
}
