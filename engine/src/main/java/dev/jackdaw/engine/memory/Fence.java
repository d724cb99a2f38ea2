package dev.jackdaw.engine.memory;

/**
 * Knows, while lines go by, whether they are a fenced block of code. Fences count at any depth of
 * indentation, because those in lists are indented.
 */
final class Fence {
  private static final int SHORTEST = 3;

  private char mark;
  private int length; // 0 outside

  /** Takes in the next line; returns whether it is code or a fence. */
  boolean takes(String line) {
    var text = line.strip();
    var run = run(text);
    if (length > 0) {
      if (run >= length && text.charAt(0) == mark && run == text.length()) length = 0;
      return true;
    }
    if (run < SHORTEST) return false;
    // Behind such a fence stands the name of a language; a second run makes it code within a line.
    if (text.charAt(0) == '`' && text.indexOf('`', run) >= 0) return false;
    mark = text.charAt(0);
    length = run;
    return true;
  }

  boolean isOpen() {
    return length > 0;
  }

  /** Returns how many marks the text begins with. */
  private static int run(String text) {
    if (text.isEmpty() || text.charAt(0) != '`' && text.charAt(0) != '~') return 0;
    var end = 1;
    while (end < text.length() && text.charAt(end) == text.charAt(0)) end++;
    return end;
  }
}
