package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.keys.Action;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What keys do to the text itself. */
final class Edits {
  private final TextBuffer buffer;
  private final KillRing cuts;
  private final Words words;
  private int yanked = -1;

  Edits(TextBuffer buffer, KillRing cuts) {
    this.buffer = buffer;
    this.cuts = cuts;
    this.words = new Words(buffer);
  }

  /** Does what only moves the cursor or changes the text; returns whether it was such. */
  boolean run(Action action) {
    var from = yanked;
    yanked = -1;
    if (kill(action)) return true;
    cuts.end();
    return move(action) || change(action) || yank(action, from);
  }

  /** Something else happened: cuts do not go on, and what was put in stays. */
  void pause() {
    yanked = -1;
    cuts.end();
  }

  private boolean kill(Action action) {
    var at = buffer.cursor();
    switch (action) {
      case KILL_WORD_BACKWARD -> cuts.backward(buffer.delete(words.start(at), at));
      case KILL_BLANK_WORD_BACKWARD -> cuts.backward(buffer.delete(words.blankStart(at), at));
      case KILL_WORD_FORWARD -> cuts.forward(buffer.delete(at, words.end(at)));
      case KILL_LINE_END -> {
        var end = buffer.lineEnd(at);
        cuts.forward(buffer.delete(at, end == at ? buffer.next(at) : end));
      }
      case KILL_LINE_START -> {
        var start = buffer.lineStart(at);
        cuts.backward(buffer.delete(start == at ? buffer.previous(at) : start, at));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean move(Action action) {
    var at = buffer.cursor();
    switch (action) {
      case LEFT -> buffer.moveTo(buffer.previous(at));
      case RIGHT -> buffer.moveTo(buffer.next(at));
      case WORD_LEFT -> buffer.moveTo(words.start(at));
      case WORD_RIGHT -> buffer.moveTo(words.end(at));
      case LINE_START -> buffer.moveTo(buffer.lineStart(at));
      case LINE_END -> buffer.moveTo(buffer.lineEnd(at));
      case TEXT_START -> buffer.moveTo(0);
      case TEXT_END -> buffer.moveTo(buffer.length());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean change(Action action) {
    var at = buffer.cursor();
    switch (action) {
      case NEWLINE -> buffer.insert("\n");
      case DELETE_BACKWARD -> buffer.delete(buffer.previous(at), at);
      case DELETE_FORWARD -> buffer.delete(at, buffer.next(at));
      case TRANSPOSE -> transpose();
      case TRANSPOSE_WORDS -> transposeWords();
      case UPPER_WORD -> word(word -> word.toUpperCase(Locale.ROOT));
      case LOWER_WORD -> word(word -> word.toLowerCase(Locale.ROOT));
      case CAPITAL_WORD -> word(Edits::capital);
      case UNDO -> buffer.undo();
      case REDO -> buffer.redo();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean yank(Action action, int from) {
    if (action != Action.YANK && action != Action.YANK_POP) return false;
    if (action == Action.YANK) {
      yanked = buffer.cursor();
      buffer.insert(cuts.last());
    } else if (from >= 0) {
      yanked = from;
      buffer.replace(from, buffer.cursor(), cuts.before());
    }
    return true;
  }

  /** Swaps the clusters around the cursor, at the end of a line the two before it. */
  private void transpose() {
    var at = buffer.cursor();
    if (at == buffer.lineEnd(at)) at = buffer.previous(at);
    if (at <= buffer.lineStart(at)) return;
    var start = buffer.previous(at);
    var end = buffer.next(at);
    buffer.replace(start, end, buffer.part(at, end) + buffer.part(start, at));
  }

  private void transposeWords() {
    var end = words.end(buffer.cursor());
    var second = words.start(end);
    var first = words.start(second);
    var firstEnd = words.end(first);
    if (first >= second || firstEnd > second) return;
    buffer.replace(
        first,
        end,
        buffer.part(second, end) + buffer.part(firstEnd, second) + buffer.part(first, firstEnd));
  }

  private void word(UnaryOperator<String> change) {
    var at = buffer.cursor();
    var end = words.end(at);
    if (end > at) buffer.replace(at, end, change.apply(buffer.part(at, end)));
  }

  private static String capital(String word) {
    var i = 0;
    while (i < word.length() && !Character.isLetterOrDigit(word.codePointAt(i))) {
      i += Character.charCount(word.codePointAt(i));
    }
    if (i == word.length()) return word;
    var end = i + Character.charCount(word.codePointAt(i));
    return word.substring(0, i)
        + word.substring(i, end).toUpperCase(Locale.ROOT)
        + word.substring(end).toLowerCase(Locale.ROOT);
  }
}
