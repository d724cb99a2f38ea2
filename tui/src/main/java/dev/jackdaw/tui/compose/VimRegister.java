package dev.jackdaw.tui.compose;

/** What was cut or copied last in vim mode: a part of a line, or whole lines. */
final class VimRegister {
  private final TextBuffer buffer;
  private String text = "";
  private boolean isLines;

  VimRegister(TextBuffer buffer) {
    this.buffer = buffer;
  }

  private void keep(int from, int to, boolean lines) {
    isLines = lines;
    text = lines ? buffer.part(buffer.lineStart(from), buffer.lineEnd(to)) : buffer.part(from, to);
  }

  /** Copies; the cursor goes to the start of what was copied. */
  void copy(int from, int to, boolean lines) {
    keep(from, to, lines);
    if (!lines || from < buffer.cursor()) buffer.moveTo(from);
  }

  /** Cuts; of whole lines an empty one is left when something is to be typed in their place. */
  void cut(int from, int to, boolean lines, boolean isToBeReplaced) {
    keep(from, to, lines);
    if (!lines) {
      buffer.delete(from, to);
      return;
    }
    var start = buffer.lineStart(from);
    var end = buffer.lineEnd(to);
    if (isToBeReplaced) buffer.delete(start, end);
    else if (end < buffer.length()) buffer.delete(start, end + 1);
    else buffer.delete(Math.max(0, start - 1), end);
    if (!isToBeReplaced) buffer.moveTo(buffer.lineStart(buffer.cursor()));
  }

  void putAfter(int times) {
    var at = buffer.cursor();
    if (isLines) {
      var end = buffer.lineEnd(at);
      buffer.replace(end, end, ("\n" + text).repeat(times));
      buffer.moveTo(end + 1);
    } else if (!text.isEmpty()) {
      buffer.moveTo(at < buffer.lineEnd(at) ? buffer.next(at) : at);
      buffer.insert(text.repeat(times));
      buffer.moveTo(buffer.previous(buffer.cursor()));
    }
  }

  void putBefore(int times) {
    var at = buffer.cursor();
    if (isLines) {
      var start = buffer.lineStart(at);
      buffer.replace(start, start, (text + "\n").repeat(times));
      buffer.moveTo(start);
    } else if (!text.isEmpty()) {
      buffer.insert(text.repeat(times));
      buffer.moveTo(buffer.previous(buffer.cursor()));
    }
  }

  /** Puts it in the place of a part, which is kept instead. */
  void putOver(int from, int to) {
    var put = text;
    keep(from, to, false);
    buffer.replace(from, to, put);
    buffer.moveTo(buffer.previous(buffer.cursor()));
  }
}
