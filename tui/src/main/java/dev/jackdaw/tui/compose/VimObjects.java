package dev.jackdaw.tui.compose;

import java.util.Optional;

/** The text objects of vim: words, what is quoted, what is in brackets, paragraphs. */
final class VimObjects {
  /** A part of the text. */
  record Range(int from, int to) {}

  private final TextBuffer buffer;
  private final VimMotions motions;

  VimObjects(TextBuffer buffer, VimMotions motions) {
    this.buffer = buffer;
    this.motions = motions;
  }

  /** Returns the object at the cursor; {@code isAround} with what surrounds it. */
  Optional<Range> of(String key, boolean isAround) {
    if (buffer.isEmpty()) return Optional.empty();
    return switch (key) {
      case "w" -> word(isAround, false);
      case "W" -> word(isAround, true);
      case "\"", "'", "`" -> quoted(key.charAt(0), isAround);
      case "(", ")", "b" -> bracketed('(', ')', isAround);
      case "[", "]" -> bracketed('[', ']', isAround);
      case "{", "}", "B" -> bracketed('{', '}', isAround);
      case "<", ">" -> bracketed('<', '>', isAround);
      case "p" -> Optional.of(paragraph(isAround));
      default -> Optional.empty();
    };
  }

  private Optional<Range> word(boolean isAround, boolean isBig) {
    var at = buffer.cursor();
    if (at >= buffer.length() || buffer.charAt(at) == '\n') return Optional.empty();
    var from = back(at, isBig);
    var to = on(at, isBig);
    if (!isAround) return Optional.of(new Range(from, to));
    if (motions.kind(at, isBig) == 0) {
      return Optional.of(new Range(from, isBlank(to) || isEnd(to) ? to : on(to, isBig)));
    }
    if (isBlank(to)) return Optional.of(new Range(from, on(to, isBig)));
    return Optional.of(new Range(from > 0 && isBlank(from - 1) ? back(from - 1, isBig) : from, to));
  }

  private boolean isEnd(int at) {
    return at >= buffer.length() || buffer.charAt(at) == '\n';
  }

  private boolean isBlank(int at) {
    return at < buffer.length() && buffer.charAt(at) != '\n' && motions.kind(at, true) == 0;
  }

  private int back(int at, boolean isBig) {
    var kind = motions.kind(at, isBig);
    var from = at;
    while (from > buffer.lineStart(at) && motions.kind(buffer.previous(from), isBig) == kind) {
      from = buffer.previous(from);
    }
    return from;
  }

  private int on(int at, boolean isBig) {
    var kind = motions.kind(at, isBig);
    var to = at;
    while (!isEnd(to) && motions.kind(to, isBig) == kind) to = buffer.next(to);
    return to;
  }

  private Optional<Range> quoted(char quote, boolean isAround) {
    var at = buffer.cursor();
    var end = buffer.lineEnd(at);
    var open = -1;
    for (var i = buffer.lineStart(at); i < end; i++) {
      if (buffer.charAt(i) == '\\') {
        i++;
      } else if (buffer.charAt(i) == quote) {
        if (open >= 0 && i >= at) {
          return Optional.of(isAround ? new Range(open, i + 1) : new Range(open + 1, i));
        }
        open = open >= 0 ? -1 : i;
      }
    }
    return Optional.empty();
  }

  private Optional<Range> bracketed(char opening, char closing, boolean isAround) {
    var at = buffer.cursor();
    var open = opening(at, opening, closing);
    if (open < 0) return Optional.empty();
    var close = closing(open, opening, closing);
    if (close < at) return Optional.empty();
    return Optional.of(isAround ? new Range(open, close + 1) : new Range(open + 1, close));
  }

  private int opening(int at, char opening, char closing) {
    var depth = 0;
    for (var i = Math.min(at, buffer.length() - 1); i >= 0; i--) {
      var c = buffer.charAt(i);
      if (c == closing && i != at) depth++;
      if (c == opening && depth-- == 0) return i;
    }
    return -1;
  }

  private int closing(int open, char opening, char closing) {
    var depth = 0;
    for (var i = open; i < buffer.length(); i++) {
      var c = buffer.charAt(i);
      if (c == opening) depth++;
      if (c == closing && --depth == 0) return i;
    }
    return -1;
  }

  private boolean isEmptyLine(int start) {
    return buffer.lineEnd(start) == start;
  }

  private Range paragraph(boolean isAround) {
    var from = buffer.lineStart(buffer.cursor());
    var isEmpty = isEmptyLine(from);
    while (from > 0 && isEmptyLine(buffer.lineStart(from - 1)) == isEmpty) {
      from = buffer.lineStart(from - 1);
    }
    var to = run(from, isEmpty);
    return new Range(from, isAround && to < buffer.length() ? run(to, !isEmpty) : to);
  }

  private int run(int from, boolean isEmpty) {
    var to = from;
    while (to < buffer.length() && isEmptyLine(to) == isEmpty) {
      to = Math.min(buffer.length(), buffer.lineEnd(to) + 1);
    }
    return to;
  }
}
