package dev.jackdaw.tui.compose;

import java.util.List;

/**
 * Names in one piece of memory, where {@link Fuzzy} finds what it would find in the names
 * themselves: ASCII in small letters, with the highest bit where a word starts. Names with other
 * characters are not in it.
 */
final class NamePool {
  private static final int LETTER = 0x7F;

  private final byte[] pool;

  /** Where each name starts; an odd one out has no length. */
  private final int[] starts;

  /** Where the last part of each name starts. */
  private final int[] lastParts;

  NamePool(List<String> names) {
    var size = 0;
    for (var name : names) size += isAscii(name) ? name.length() : 0;
    pool = new byte[size];
    starts = new int[names.size() + 1];
    lastParts = new int[names.size()];
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      lastParts[i] = starts[i] + name.lastIndexOf('/', name.length() - 2) + 1;
      starts[i + 1] = starts[i] + (isAscii(name) ? put(name, starts[i]) : 0);
    }
  }

  private static boolean isAscii(String name) {
    for (var i = 0; i < name.length(); i++) if (name.charAt(i) >= 0x80) return false;
    return true;
  }

  private int put(String name, int at) {
    for (var i = 0; i < name.length(); i++) {
      var isStart = Fuzzy.startsWord(name, i, 0);
      pool[at + i] = (byte) (Fuzzy.lower(name.charAt(i)) | (isStart ? 0x80 : 0));
    }
    return name.length();
  }

  /** Returns whether the name is in it. */
  boolean has(int index) {
    return starts[index + 1] > starts[index];
  }

  /** Returns what {@link Fuzzy#score} does. */
  int score(String pattern, int index) {
    var start = starts[index];
    var last = lastParts[index];
    var score = last > start ? score(pattern, start, last, starts[index + 1]) : Fuzzy.NO;
    if (score != Fuzzy.NO) return score + Fuzzy.LAST_PART;
    score = score(pattern, start, start, starts[index + 1]);
    return score == Fuzzy.NO || last > start ? score : score + Fuzzy.LAST_PART;
  }

  private int score(String pattern, int start, int from, int to) {
    var end = end(pattern, from, to);
    if (end < 0) return Fuzzy.NO;
    var score = Fuzzy.ofLength(from - start, to - from);
    var before = -1;
    var wanted = pattern.length() - 1;
    for (var i = end; wanted >= 0; i--) {
      var c = pool[i];
      if ((c & LETTER) != pattern.charAt(wanted)) continue;
      score += Fuzzy.ofCharacter(i, before, c < 0 || i == from);
      before = i;
      wanted--;
    }
    return score + (before == from && end == from + pattern.length() - 1 ? prefix(end, to) : 0);
  }

  private int prefix(int end, int to) {
    var isWhole = end + 1 == to || end + 2 == to && (pool[end + 1] & LETTER) == '/';
    return Fuzzy.PREFIX + (isWhole ? Fuzzy.WHOLE : 0);
  }

  private int end(String pattern, int from, int to) {
    var wanted = 0;
    var c = pattern.charAt(0);
    for (var i = from; i < to; i++) {
      if ((pool[i] & LETTER) != c) continue;
      if (++wanted == pattern.length()) return i;
      c = pattern.charAt(wanted);
    }
    return -1;
  }
}
