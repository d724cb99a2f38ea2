package dev.jackdaw.journal.export;

/**
 * Markdown written by others, made harmless: raw HTML shows as text, pictures are not fetched, and
 * a code block left open is closed.
 *
 * <p>Code may keep its {@code <}, but only where it is certain that every reader of CommonMark
 * takes it for code: in a fenced block that begins in the first column, and in a span within one
 * line of which all backticks before it, back to the last empty line, are paired. Once a fence
 * stands anywhere else, in a list for one, nothing is certain any more up to the end.
 */
final class MarkdownProse {
  private static final int MIN_FENCE = 3;
  private static final int MAX_INDENT = 3;

  private final StringBuilder out = new StringBuilder();
  private boolean certain = true;
  private boolean paired = true;
  private char fence;
  private int fenceLength;

  private MarkdownProse() {}

  static MarkdownProse of(String text) {
    var prose = new MarkdownProse();
    for (var line : text.split("\n", -1)) prose.line(line);
    if (prose.fenceLength > 0) {
      prose.out.repeat(prose.fence, prose.fenceLength).append('\n');
    }
    prose.out.setLength(prose.out.length() - 1);
    return prose;
  }

  String text() {
    return out.toString();
  }

  /** Returns whether it is certain that no block is open at the end. */
  boolean isSettled() {
    return certain;
  }

  private void line(String line) {
    if (fenceLength > 0) {
      inside(line);
    } else {
      var run = certain ? run(line, 0) : 0;
      if (run >= MIN_FENCE && opensFence(line, run)) {
        fence = line.charAt(0);
        fenceLength = run;
        out.append(line);
      } else {
        prose(line);
      }
    }
    out.append('\n');
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

  /**
   * Readers differ on a run of one kind behind the other, and on a bar, which may continue a table.
   */
  private static boolean opensFence(String line, int run) {
    if (run(line, run) > 0 || line.indexOf('|') >= 0) return false;
    return line.charAt(0) == '~' || line.indexOf('`', run) < 0;
  }

  /** A fence behind tabs or much space ends the block for some readers and in some places. */
  private void inside(String line) {
    out.append(line);
    var indent = 0;
    while (indent < line.length() && isSpace(line.charAt(indent))) indent++;
    var run = run(line, indent);
    if (run < fenceLength || line.charAt(indent) != fence) return;
    if (!line.substring(indent + run).isBlank()) return;
    certain = indent <= MAX_INDENT && line.indexOf('\t') < 0;
    fenceLength = 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private void prose(String line) {
    if (line.contains("```") || line.contains("~~~")) certain = false;
    if (line.isBlank()) paired = true;
    // A bar may cut a span in two where it separates cells; a backslash may unmake its beginning.
    var spans = certain && paired && line.indexOf('|') < 0 && !line.contains("\\`");
    for (var i = 0; i < line.length(); ) {
      i = line.charAt(i) == '`' ? span(line, i, spans) : plain(line, i);
    }
    if (line.contains("\\`")) paired = false;
  }

  private int plain(String line, int i) {
    var c = line.charAt(i);
    if (c == '<') out.append("&lt;");
    else if (c == '!' && line.startsWith("[", i + 1)) out.append("&#33;");
    else out.append(c);
    return i + 1;
  }

  /** Copies a code span, or just its beginning when nothing ends it, and returns what follows. */
  private int span(String line, int from, boolean spans) {
    var start = from + run(line, from);
    var end = end(line, start, start - from);
    if (end < 0) paired = false;
    var to = end < 0 || !spans ? start : end;
    out.append(line, from, to);
    return to;
  }

  private static int end(String line, int from, int length) {
    for (var i = from; i < line.length(); ) {
      var run = line.charAt(i) == '`' ? run(line, i) : 0;
      if (run == length) return i + run;
      i += Math.max(1, run);
    }
    return -1;
  }
}
