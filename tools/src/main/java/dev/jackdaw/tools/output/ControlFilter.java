package dev.jackdaw.tools.output;

/**
 * Takes out of a stream of text what is meant for a terminal rather than a reader: escape sequences
 * (ECMA-48: CSI, OSC and the other strings) and control characters but line feed, tab, carriage
 * return and backspace. A sequence may be cut anywhere between two pieces. A string without an end
 * is given up at the end of its line, so that it cannot swallow what follows.
 */
public final class ControlFilter {
  private enum State {
    TEXT,
    ESCAPE,
    INTERMEDIATE,
    CSI,
    STRING,
    STRING_ESCAPE
  }

  private State state = State.TEXT;

  /** Returns the next piece without its control sequences. */
  public String filter(String piece) {
    if (state == State.TEXT && firstControl(piece) == piece.length()) return piece;
    var out = new StringBuilder(piece.length());
    for (var i = 0; i < piece.length(); i++) accept(piece.charAt(i), out);
    return out.toString();
  }

  private static int firstControl(String piece) {
    var i = 0;
    while (i < piece.length() && isPlain(piece.charAt(i))) i++;
    return i;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' ? c < 0x7f || c >= 0xa0 : c == '\n' || c == '\t' || c == '\r' || c == '\b';
  }

  private void accept(char c, StringBuilder out) {
    switch (state) {
      case TEXT -> text(c, out);
      case ESCAPE -> escape(c, out);
      case INTERMEDIATE -> {
        if (c < ' ' || c > '/') leave(c, c >= '0' && c <= '~', out);
      }
      case CSI -> {
        if (c < ' ' || c > '?') leave(c, c >= '@' && c <= '~', out);
      }
      case STRING -> string(c, out);
      case STRING_ESCAPE -> {
        if (c == '\\') state = State.TEXT;
        else escape(c, out);
      }
    }
  }

  private void text(char c, StringBuilder out) {
    if (isPlain(c)) out.append(c);
    else if (c == 0x1b) state = State.ESCAPE;
    else if (c == 0x9b) state = State.CSI;
    else if (c == 0x90 || c == 0x98 || c == 0x9d || c == 0x9e || c == 0x9f) state = State.STRING;
  }

  private void escape(char c, StringBuilder out) {
    switch (c) {
      case '[' -> state = State.CSI;
      case ']', 'P', 'X', '^', '_' -> state = State.STRING;
      case 0x1b -> state = State.ESCAPE;
      default -> {
        if (c >= ' ' && c <= '/') state = State.INTERMEDIATE;
        else leave(c, c >= '0' && c <= '~', out);
      }
    }
  }

  private void string(char c, StringBuilder out) {
    if (c == 0x07 || c == 0x9c) state = State.TEXT;
    else if (c == 0x1b) state = State.STRING_ESCAPE;
    else if (c == '\n') leave(c, false, out);
  }

  /** Ends a sequence at its final character, or at one that cannot be part of it. */
  private void leave(char c, boolean isFinal, StringBuilder out) {
    state = State.TEXT;
    if (!isFinal) text(c, out);
  }
}
