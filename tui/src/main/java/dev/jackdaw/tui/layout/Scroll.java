package dev.jackdaw.tui.layout;

import dev.jackdaw.tui.input.Key;

/** Which lines of many are shown. Used by one thread. */
public final class Scroll {
  private int top;
  private int total;
  private int room = 1;

  /** Takes note of how many lines there are, and how many are shown at once. */
  public void fit(int lines, int shown) {
    total = lines;
    room = Math.max(1, shown);
    to(top);
  }

  /** Returns the first line that is shown. */
  public int top() {
    return top;
  }

  /** Returns the line behind the last one that is shown. */
  public int end() {
    return Math.min(total, top + room);
  }

  /** Returns whether not everything is shown. */
  public boolean isPartial() {
    return total > room;
  }

  /** Returns whether the last line is shown. */
  public boolean isAtEnd() {
    return end() == total;
  }

  public void to(int line) {
    top = Math.max(0, Math.min(line, total - room));
  }

  /** Moves as little as shows the line. */
  public void reveal(int line) {
    if (line < top) to(line);
    else if (line >= top + room) to(line - room + 1);
  }

  /** Moves where the key is one that scrolls; returns whether it is. */
  public boolean takes(Key key) {
    if (key.alt()) return false;
    var name = key.name();
    if (key.ctrl()) {
      switch (name) {
        case "d" -> to(top + Math.max(1, room / 2));
        case "u" -> to(top - Math.max(1, room / 2));
        default -> {
          return false;
        }
      }
      return true;
    }
    switch (name) {
      case "pagedown" -> to(top + Math.max(1, room - 1));
      case "pageup" -> to(top - Math.max(1, room - 1));
      case "home" -> to(0);
      case "end" -> to(total);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Returns such as {@code lines 1-8 of 120}. */
  public String described() {
    return "lines " + (top + 1) + "-" + end() + " of " + total;
  }
}
