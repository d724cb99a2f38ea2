package dev.jackdaw.journal.export;

import dev.jackdaw.api.VisibleText;

/** Plain text within one line of Markdown, none of which is markup. */
final class MarkdownText {
  /** What is markup wherever it stands. */
  private static final String MARKUP = "\\`*[]~|";

  /** What is markup where a line begins. */
  private static final String BEGINNINGS = "#+-=";

  private MarkdownText() {}

  static String of(String text) {
    var line = VisibleText.inOneLine(text).strip();
    var out = new StringBuilder(line.length() + 16);
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '<') out.append("&lt;");
      else if (c == '>') out.append("&gt;");
      else if (c == '&') out.append("&amp;");
      else if (isMarkup(line, i)) out.append('\\').append(c);
      else out.append(c);
    }
    return out.toString();
  }

  private static boolean isMarkup(String line, int i) {
    var c = line.charAt(i);
    if (MARKUP.indexOf(c) >= 0) return true;
    if (c == '_') return !isLetter(line, i - 1) || !isLetter(line, i + 1);
    if (c == '.' || c == ')') return i > 0 && isNumber(line, i);
    return i == 0 && BEGINNINGS.indexOf(c) >= 0;
  }

  private static boolean isLetter(String line, int i) {
    return i >= 0 && i < line.length() && Character.isLetterOrDigit(line.charAt(i));
  }

  /** Returns whether there are only digits before, which would make it the number of a list. */
  private static boolean isNumber(String line, int to) {
    for (var i = 0; i < to; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > '9') return false;
    }
    return true;
  }
}
