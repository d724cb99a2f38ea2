package dev.jackdaw.tools.files;

import dev.jackdaw.tools.output.Room;
import dev.jackdaw.tools.output.Utf8;
import java.io.IOException;
import java.io.Reader;

/**
 * Some lines of a text with their numbers, as the model sees them: {@code 12|text}. It reads to the
 * end to know how many lines there are, but keeps only those that are shown. Not thread-safe.
 */
final class LineWindow {
  static final int MAX_LINE_CHARS = 2_000;

  private final StringBuilder shown = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final int first;
  private final long end;
  private final int maxBytes;
  private int shownBytes;
  private int lines;
  private int shownLines;
  private int cutLines;
  private long lineLength;
  private boolean full;

  /**
   * Starts a window of {@code limit} lines from line {@code first}, counting from 1, as far as
   * there is room for them.
   */
  LineWindow(int first, int limit, Room room) {
    this.first = first;
    this.end = (long) first + limit;
    this.maxBytes = room.bytes();
  }

  void read(Reader in, boolean carriageReturnsEndLines) throws IOException {
    var buffer = new char[8192];
    var open = false;
    for (int n; (n = in.read(buffer)) > 0; ) {
      for (var i = 0; i < n; i++) {
        var c = buffer[i];
        open = !(c == '\n' || c == '\r' && carriageReturnsEndLines);
        if (open) take(c);
        else endLine();
      }
    }
    if (open) endLine();
  }

  private void take(char c) {
    lineLength++;
    if (lines + 1 < first || lines + 1 >= end || full || line.length() > MAX_LINE_CHARS) return;
    line.append(visible(c));
  }

  private static char visible(char c) {
    return c == 0 ? '\u2400' : c;
  }

  private void endLine() {
    lines++;
    if (lines >= first && lines < end && !full) show();
    line.setLength(0);
    lineLength = 0;
  }

  private void show() {
    if (lineLength == line.length() && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
      lineLength--;
    }
    if (line.length() > MAX_LINE_CHARS) {
      var keep = MAX_LINE_CHARS;
      if (Character.isHighSurrogate(line.charAt(keep - 1))) keep--;
      line.setLength(keep);
      line.append(" …[").append(lineLength - keep).append(" more characters]");
      cutLines++;
    }
    var bytes = Utf8.length(line.toString()) + 8;
    if (shownBytes + bytes > maxBytes && shownLines > 0) {
      full = true;
      return;
    }
    shown.append(lines).append('|').append(line).append('\n');
    shownBytes += bytes;
    shownLines++;
  }

  /** Returns the numbered lines, then a note when they are not the whole text. */
  String text() {
    if (shownLines > 0 && isWhole() && cutLines == 0) return shown.substring(0, shown.length() - 1);
    var out = new StringBuilder(shown).append('\n');
    if (!isWhole()) {
      var last = first + shownLines - 1;
      out.append("[lines ").append(first).append('-').append(last).append(" of ").append(lines);
      if (last < lines) out.append("; continue with offset=").append(last + 1);
      out.append(']');
    }
    if (cutLines > 0) {
      out.append("[lines longer than ").append(MAX_LINE_CHARS).append(" characters were cut; ");
      out.append("see the rest with a command, such as cut -c]");
    }
    return out.toString();
  }

  private boolean isWhole() {
    return shownLines == lines;
  }

  /** Returns how many lines the whole text has. */
  int lines() {
    return lines;
  }

  int shownLines() {
    return shownLines;
  }
}
