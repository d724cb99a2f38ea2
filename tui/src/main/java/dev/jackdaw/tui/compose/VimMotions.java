package dev.jackdaw.tui.compose;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Where the motions of vim lead. */
final class VimMotions {
  /** What a motion covers. */
  enum Reach {
    EXCLUSIVE,
    INCLUSIVE,
    LINES
  }

  /** Where a motion ends. */
  record Target(int to, Reach reach) {}

  /** A search in the line: f, F, t or T, and for what. */
  record Find(char how, String what) {
    Find turned() {
      return new Find(
          Character.isUpperCase(how) ? Character.toLowerCase(how) : Character.toUpperCase(how),
          what);
    }
  }

  private final TextBuffer buffer;
  private Optional<Find> lastFind = Optional.empty();

  VimMotions(TextBuffer buffer) {
    this.buffer = buffer;
  }

  /** Returns where the motion of one key leads; nothing when it is none, or leads nowhere. */
  Optional<Target> of(String key, int count, boolean isCounted) {
    var at = buffer.cursor();
    return switch (key) {
      case "h" -> exclusive(repeat(at, count, this::left));
      case "l", " " -> exclusive(repeat(at, count, this::right));
      case "w" -> exclusive(repeat(at, count, from -> nextWord(from, false)));
      case "W" -> exclusive(repeat(at, count, from -> nextWord(from, true)));
      case "b" -> exclusive(repeat(at, count, from -> previousWord(from, false)));
      case "B" -> exclusive(repeat(at, count, from -> previousWord(from, true)));
      case "e" -> inclusive(repeat(at, count, from -> wordEnd(from, false)));
      case "E" -> inclusive(repeat(at, count, from -> wordEnd(from, true)));
      case "0" -> exclusive(buffer.lineStart(at));
      case "^", "_" -> exclusive(firstVisible(at));
      case "$" -> inclusive(buffer.lineEnd(down(at, count - 1)));
      case "G" -> lines(isCounted ? line(count) : buffer.lineStart(buffer.length()));
      case "j" -> down(at, count) == at ? Optional.empty() : lines(down(at, count));
      case "k" -> up(at, count) == at ? Optional.empty() : lines(up(at, count));
      case "{" -> exclusive(repeat(at, count, this::paragraphUp));
      case "}" -> exclusive(repeat(at, count, this::paragraphDown));
      case ";" -> lastFind.flatMap(find -> find(find, count, true));
      case "," -> lastFind.flatMap(find -> find(find.turned(), count, true));
      default -> Optional.empty();
    };
  }

  static boolean isMotion(String key) {
    return key.length() == 1 && "hl wWbBeE0^_$Gjk{};,".contains(key);
  }

  /** Returns where {@code gg} leads. */
  Target top(int count) {
    return new Target(line(count), Reach.LINES);
  }

  /** Returns where a search leads, and keeps it for {@code ;}. */
  Optional<Target> findNew(Find find, int count) {
    lastFind = Optional.of(find);
    return find(find, count, false);
  }

  private Optional<Target> find(Find find, int count, boolean isAgain) {
    var isForward = Character.isLowerCase(find.how());
    var at = buffer.cursor();
    var isTill = find.how() == 't' || find.how() == 'T';
    for (var i = 0; i < count; i++) {
      var from = isTill && isAgain && i == 0 ? skipped(at, isForward, find.what()) : at;
      var found = isForward ? forward(from, find.what()) : backward(from, find.what());
      if (found < 0) return Optional.empty();
      at = found;
    }
    if (isForward) return inclusive(isTill ? buffer.previous(at) : at);
    return exclusive(isTill ? buffer.next(at) : at);
  }

  /** A repeated {@code t} does not stay before the same character. */
  private int skipped(int at, boolean isForward, String what) {
    var beside = isForward ? buffer.next(at) : buffer.previous(at);
    return is(beside, what) ? beside : at;
  }

  private boolean is(int at, String what) {
    return at < buffer.length() && buffer.part(at, buffer.next(at)).equals(what);
  }

  private int forward(int from, String what) {
    var end = buffer.lineEnd(from);
    for (var i = buffer.next(from); i < end; i = buffer.next(i)) if (is(i, what)) return i;
    return -1;
  }

  private int backward(int from, String what) {
    var start = buffer.lineStart(from);
    for (var i = from; i > start; ) {
      i = buffer.previous(i);
      if (is(i, what)) return i;
    }
    return -1;
  }

  private static Optional<Target> exclusive(int to) {
    return Optional.of(new Target(to, Reach.EXCLUSIVE));
  }

  private static Optional<Target> inclusive(int to) {
    return Optional.of(new Target(to, Reach.INCLUSIVE));
  }

  private static Optional<Target> lines(int to) {
    return Optional.of(new Target(to, Reach.LINES));
  }

  private static int repeat(int from, int count, IntUnaryOperator step) {
    var at = from;
    for (var i = 0; i < count; i++) {
      var next = step.applyAsInt(at);
      if (next == at) break;
      at = next;
    }
    return at;
  }

  private int left(int from) {
    return from > buffer.lineStart(from) ? buffer.previous(from) : from;
  }

  private int right(int from) {
    return from < buffer.lineEnd(from) ? buffer.next(from) : from;
  }

  int firstVisible(int at) {
    var i = buffer.lineStart(at);
    var end = buffer.lineEnd(at);
    while (i < end && kind(i, false) == 0) i = buffer.next(i);
    return i;
  }

  private int line(int number) {
    var at = 0;
    for (var i = 1; i < number && buffer.lineEnd(at) < buffer.length(); i++) {
      at = buffer.lineEnd(at) + 1;
    }
    return at;
  }

  int down(int from, int count) {
    return vertical(
        from,
        count,
        at -> {
          var end = buffer.lineEnd(at);
          return end == buffer.length() ? -1 : end + 1;
        });
  }

  int up(int from, int count) {
    return vertical(
        from,
        count,
        at -> {
          var start = buffer.lineStart(at);
          return start == 0 ? -1 : buffer.lineStart(start - 1);
        });
  }

  private int vertical(int from, int count, IntUnaryOperator step) {
    var column = 0;
    for (var i = buffer.lineStart(from); i < from; i = buffer.next(i)) column++;
    var start = buffer.lineStart(from);
    for (var i = 0; i < count; i++) {
      var next = step.applyAsInt(start);
      if (next < 0) break;
      start = next;
    }
    if (start == buffer.lineStart(from)) return from;
    var at = start;
    for (var i = 0; i < column && at < buffer.lineEnd(start); i++) at = buffer.next(at);
    return at;
  }

  /** Returns 0 for blanks, 1 for words, 2 for the rest; with {@code isBig} 1 for all but blanks. */
  int kind(int at, boolean isBig) {
    var c = Character.codePointAt(buffer.text(), at);
    if (Character.isWhitespace(c)) return 0;
    return isBig || Character.isLetterOrDigit(c) || c == '_' || Chips.isChip(c) ? 1 : 2;
  }

  int nextWord(int from, boolean isBig) {
    var at = from;
    if (at >= buffer.length()) return at;
    var kind = kind(at, isBig);
    while (at < buffer.length() && kind != 0 && kind(at, isBig) == kind) at = buffer.next(at);
    while (at < buffer.length() && kind(at, isBig) == 0) at = buffer.next(at);
    return at;
  }

  private int previousWord(int from, boolean isBig) {
    var at = from;
    while (at > 0 && kind(buffer.previous(at), isBig) == 0) at = buffer.previous(at);
    if (at == 0) return 0;
    var kind = kind(buffer.previous(at), isBig);
    while (at > 0 && kind(buffer.previous(at), isBig) == kind) at = buffer.previous(at);
    return at;
  }

  int wordEnd(int from, boolean isBig) {
    var at = buffer.next(from);
    while (at < buffer.length() && kind(at, isBig) == 0) at = buffer.next(at);
    if (at >= buffer.length()) return buffer.previous(buffer.length());
    var kind = kind(at, isBig);
    while (buffer.next(at) < buffer.length() && kind(buffer.next(at), isBig) == kind) {
      at = buffer.next(at);
    }
    return at;
  }

  private boolean isEmptyLine(int start) {
    return buffer.lineEnd(start) == start;
  }

  private int paragraphDown(int from) {
    var at = buffer.lineStart(from);
    while (buffer.lineEnd(at) < buffer.length()) {
      at = buffer.lineEnd(at) + 1;
      if (isEmptyLine(at)) return at;
    }
    return buffer.length();
  }

  private int paragraphUp(int from) {
    var at = buffer.lineStart(from);
    while (at > 0) {
      at = buffer.lineStart(at - 1);
      if (isEmptyLine(at)) return at;
    }
    return 0;
  }
}
