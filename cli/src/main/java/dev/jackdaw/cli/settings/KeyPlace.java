package dev.jackdaw.cli.settings;

import java.util.List;

/** Finds where a key stands in a text that is known to be a JSON object. Used once. */
final class KeyPlace {
  private final String text;
  private int at;

  private KeyPlace(String text) {
    this.text = text;
  }

  /** Returns the offset of a key, given by the names that lead to it; -1 when it is not there. */
  static int find(String text, List<String> names) {
    return new KeyPlace(text).find(names);
  }

  private int find(List<String> names) {
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '{') return -1;
    at++;
    while (true) {
      skipBlanks();
      if (at >= text.length() || text.charAt(at) != '"') return -1;
      var start = at;
      var name = string();
      skipBlanks();
      at++;
      if (name.equals(names.getFirst())) {
        return names.size() == 1 ? start : find(names.subList(1, names.size()));
      }
      skipValue();
      skipBlanks();
      if (at >= text.length() || text.charAt(at) != ',') return -1;
      at++;
    }
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ') at++;
  }

  /** Escapes are left as they are: no key of ours has any. */
  private String string() {
    var start = ++at;
    while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
    return text.substring(start, Math.min(at++, text.length()));
  }

  private void skipValue() {
    var depth = 0;
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == '"') {
        var _ = string();
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
      if (c == '{' || c == '[') depth++;
      if (c == '}' || c == ']') depth--;
      at++;
    }
  }
}
