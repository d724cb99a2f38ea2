package dev.jackdaw.tui.text;

/**
 * Takes a stream apart into characters, control characters and control sequences (ECMA-48),
 * wherever its pieces are cut. A sequence that does not end where sequences end is handed over as
 * the characters it consists of: nothing is swallowed. Not for use by several threads.
 */
final class Escapes {
  /** Longer than what programs send: titles, links, colours. Pictures (sixel) are shown as text. */
  private static final int MAX_HELD = 4_096;

  private static final char ESCAPE = 0x1b;
  private static final char BELL = 7;

  /** What is told about the stream. */
  interface Sink {
    /** A character, or a control character that is no part of a sequence. */
    void character(int codePoint);

    /** A sequence that begins with {@code ESC [}. */
    void control(String parameters, char end);
  }

  private enum State {
    TEXT,
    ESCAPED,
    CONTROL,
    STRING,
    STRING_ESCAPED
  }

  private final StringBuilder held = new StringBuilder();
  private State state = State.TEXT;
  private char high;

  void accept(CharSequence piece, Sink sink) {
    for (var i = 0; i < piece.length(); i++) accept(piece.charAt(i), sink);
  }

  /** Hands over what was held back at the end of the stream. */
  void end(Sink sink) {
    giveUp(sink);
    if (high != 0) sink.character(high);
    high = 0;
  }

  private void accept(char c, Sink sink) {
    switch (state) {
      case TEXT -> text(c, sink);
      case ESCAPED -> escaped(c, sink);
      case CONTROL -> control(c, sink);
      case STRING -> string(c, sink);
      case STRING_ESCAPED -> stringEscaped(c, sink);
    }
  }

  private void text(char c, Sink sink) {
    if (high != 0) {
      var first = high;
      high = 0;
      if (Character.isLowSurrogate(c)) {
        sink.character(Character.toCodePoint(first, c));
        return;
      }
      sink.character(first);
    }
    if (c == ESCAPE) hold(c, State.ESCAPED);
    else if (Character.isHighSurrogate(c)) high = c;
    else sink.character(c);
  }

  private void hold(char c, State next) {
    held.append(c);
    state = next;
  }

  private void escaped(char c, Sink sink) {
    if (c == '[') hold(c, State.CONTROL);
    else if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') hold(c, State.STRING);
    else if (c >= 0x20 && c <= 0x2f && held.length() < 4) hold(c, State.ESCAPED);
    else if (c >= 0x30 && c <= 0x7e) drop();
    else giveUp(c, sink);
  }

  private void control(char c, Sink sink) {
    if (c >= 0x40 && c <= 0x7e) {
      var parameters = held.substring(2);
      drop();
      sink.control(parameters, c);
    } else if (c >= 0x20 && c < 0x40 && held.length() < MAX_HELD) {
      held.append(c);
    } else {
      giveUp(c, sink);
    }
  }

  private void string(char c, Sink sink) {
    if (c == BELL || c == 0x9c) drop();
    else if (c == ESCAPE) hold(c, State.STRING_ESCAPED);
    else if (c >= 0x20 && held.length() < MAX_HELD) held.append(c);
    else giveUp(c, sink);
  }

  private void stringEscaped(char c, Sink sink) {
    if (c == '\\') drop();
    else giveUp(c, sink);
  }

  private void drop() {
    held.setLength(0);
    state = State.TEXT;
  }

  private void giveUp(char c, Sink sink) {
    giveUp(sink);
    text(c, sink);
  }

  private void giveUp(Sink sink) {
    var text = held.toString();
    drop();
    text.codePoints().forEach(sink::character);
  }
}
