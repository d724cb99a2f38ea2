package dev.jackdaw.mcp.config;

/** Makes JSON of what editors take for it: without comments, and without commas before an end. */
final class Comments {
  private Comments() {}

  static String removed(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); ) {
      var c = text.charAt(i);
      if (c == '"') {
        var end = endOfText(text, i);
        out.append(text, i, end);
        i = end;
      } else if (text.startsWith("//", i)) {
        while (i < text.length() && text.charAt(i) != '\n') i++;
      } else if (text.startsWith("/*", i)) {
        var end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
      } else {
        if (c == '}' || c == ']') dropComma(out);
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static int endOfText(String text, int start) {
    for (var i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') i++;
      else if (text.charAt(i) == '"') return i + 1;
    }
    return text.length();
  }

  private static void dropComma(StringBuilder out) {
    var last = out.length() - 1;
    while (last >= 0 && Character.isWhitespace(out.charAt(last))) last--;
    if (last >= 0 && out.charAt(last) == ',') out.deleteCharAt(last);
  }
}
