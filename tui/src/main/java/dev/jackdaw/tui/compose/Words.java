package dev.jackdaw.tui.compose;

import java.util.function.IntPredicate;

/** Where words begin and end; a placeholder is a word. */
final class Words {
  private final TextBuffer buffer;

  Words(TextBuffer buffer) {
    this.buffer = buffer;
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Chips.isChip(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private int code(int at) {
    return Character.codePointAt(buffer.text(), at);
  }

  /** Returns the end of the word at the position or behind it. */
  int end(int from) {
    return forward(forward(from, c -> !isWord(c)), Words::isWord);
  }

  /** Returns the start of the word before the position. */
  int start(int from) {
    return backward(backward(from, c -> !isWord(c)), Words::isWord);
  }

  /** Returns the start of what stands before the position without a blank in it. */
  int blankStart(int from) {
    return backward(backward(from, Character::isWhitespace), c -> !Character.isWhitespace(c));
  }

  int forward(int from, IntPredicate over) {
    var at = from;
    while (at < buffer.length() && over.test(code(at))) at = buffer.next(at);
    return at;
  }

  int backward(int from, IntPredicate over) {
    var at = from;
    while (at > 0 && over.test(code(buffer.previous(at)))) at = buffer.previous(at);
    return at;
  }
}
