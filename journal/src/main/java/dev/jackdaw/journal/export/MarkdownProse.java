package dev.jackdaw.journal.export;

/**
 * Markdown written by others, made harmless: raw HTML shows as text, pictures are not fetched, and
 * a code block left open is closed, so that nothing after it is swallowed.
 */
final class MarkdownProse {
  private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&$";
  private static final int MIN_FENCE = 3;
  private static final int MAX_INDENT = 3;

  private final StringBuilder out = new StringBuilder();
  private char fence;
  private int fenceLength;

  private MarkdownProse() {}

  static String harmless(String text) {
    var prose = new MarkdownProse();
    for (var line : text.split("\n", -1)) prose.line(line);
    if (prose.fenceLength > 0) {
      prose.out.append(Character.toString(prose.fence).repeat(prose.fenceLength)).append('\n');
    }
    prose.out.setLength(prose.out.length() - 1);
    return prose.out.toString();
  }

  /** Returns the text so that none of it is markup. */
  static String literal(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '<') out.append("&lt;");
      else if (c == '&') out.append("&amp;");
      else if (isMarkup(text, i)) out.append('\\').append(c);
      else out.append(c);
    }
    return out.toString();
  }

  /** Dots, dashes and underscores inside words are only themselves, and read better unescaped. */
  private static boolean isMarkup(String text, int i) {
    var c = text.charAt(i);
    if (SPECIAL.indexOf(c) < 0) return false;
    var inside = i > 0 && Character.isLetterOrDigit(text.charAt(i - 1));
    return !(inside && (c == '.' || c == '-' || c == '(' || c == ')'));
  }

  private void line(String line) {
    var indent = indent(line);
    var run = run(line, indent);
    if (fenceLength == 0) {
      if (run >= MIN_FENCE && opensFence(line, indent + run)) {
        fence = line.charAt(indent);
        fenceLength = run;
        out.append(line);
      } else {
        prose(line);
      }
    } else {
      if (closesFence(line, indent, run)) fenceLength = 0;
      out.append(line);
    }
    out.append('\n');
  }

  private static int indent(String line) {
    var indent = 0;
    while (indent < line.length() && indent < MAX_INDENT && line.charAt(indent) == ' ') indent++;
    return indent;
  }

  /** Returns how many equal fence characters stand there. */
  private static int run(String line, int from) {
    if (from >= line.length()) return 0;
    var c = line.charAt(from);
    if (c != '`' && c != '~') return 0;
    var to = from;
    while (to < line.length() && line.charAt(to) == c) to++;
    return to - from;
  }

  private static boolean opensFence(String line, int rest) {
    return line.charAt(rest - 1) == '~' || line.indexOf('`', rest) < 0;
  }

  private boolean closesFence(String line, int indent, int run) {
    return run >= fenceLength
        && line.charAt(indent) == fence
        && line.substring(indent + run).isBlank();
  }

  /** Escapes what is not inside a code span of the same line. */
  private void prose(String line) {
    for (var i = 0; i < line.length(); ) {
      var c = line.charAt(i);
      if (c == '`') {
        i = span(line, i);
      } else {
        if (c == '<') out.append("&lt;");
        else if (c == '!' && i + 1 < line.length() && line.charAt(i + 1) == '[') out.append("\\!");
        else out.append(c);
        i++;
      }
    }
  }

  /** Copies a code span, or just its opening when nothing closes it, and returns what follows. */
  private int span(String line, int from) {
    var end = from;
    while (end < line.length() && line.charAt(end) == '`') end++;
    var closing = closing(line, end, end - from);
    var to = closing < 0 ? end : closing;
    out.append(line, from, to);
    return to;
  }

  private static int closing(String line, int from, int length) {
    for (var i = from; i < line.length(); ) {
      if (line.charAt(i) != '`') {
        i++;
        continue;
      }
      var start = i;
      while (i < line.length() && line.charAt(i) == '`') i++;
      if (i - start == length) return i;
    }
    return -1;
  }
}
