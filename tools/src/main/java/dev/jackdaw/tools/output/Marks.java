package dev.jackdaw.tools.output;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * Says of a line, by its bytes alone and in one pass, that no rule can match it: none of the marks
 * of the rules begins in it. Most lines of most outputs are done with here. Immutable.
 */
final class Marks {
  private static final int HASHES = 1 << 16;

  private final long[] starts;

  Marks(List<Rule> rules) {
    var found = new BitSet(HASHES);
    for (var rule : rules) {
      var mark = rule.mark().getBytes(StandardCharsets.UTF_8);
      if (mark.length < 3) throw new IllegalArgumentException("too short: " + rule.mark());
      found.set(hash(mark, rarest(mark)));
    }
    var bits = found.toLongArray();
    starts = java.util.Arrays.copyOf(bits, HASHES / 64);
  }

  /** Returns where in the mark three bytes stand that plain text seldom has. */
  private static int rarest(byte[] mark) {
    var best = 0;
    for (var i = 0; i + 3 <= mark.length; i++) if (rank(mark, i) > rank(mark, best)) best = i;
    return best;
  }

  private static int rank(byte[] mark, int at) {
    var rank = 0;
    for (var i = at; i < at + 3; i++) {
      var b = mark[i];
      if (b < 0) rank += 5;
      else if (b >= 'A' && b <= 'Z') rank += 3;
      else if ("<>[]*#:!".indexOf(b) >= 0) rank += 3;
      else if (b >= 'a' && b <= 'z') rank += 1;
    }
    return rank;
  }

  private static int hash(byte[] bytes, int at) {
    var three = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    return three * 0x9E3779B1 >>> 16;
  }

  /** Returns whether a rule may match, or the bytes are not as a reader would see them. */
  boolean mayMatter(byte[] bytes, int from, int to) {
    var end = to - 2;
    for (var i = from; i < end; i++) {
      var hash = hash(bytes, i);
      if ((starts[hash >>> 6] & 1L << hash) != 0 || isControl(bytes[i])) return true;
    }
    return to > from && (isControl(bytes[to - 1]) || end >= from && isControl(bytes[end]));
  }

  /** A carriage return before the end of the line says nothing. */
  private static boolean isControl(byte b) {
    return b >= 0 && b < ' ' && b != '\t';
  }
}
