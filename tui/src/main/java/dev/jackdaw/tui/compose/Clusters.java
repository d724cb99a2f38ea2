package dev.jackdaw.tui.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Grapheme clusters, what a person takes for one character: Unicode's extended ones, and every
 * {@link Chips placeholder} alone. Nothing here costs more the longer the text is.
 */
final class Clusters {
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  /** A longer cluster is no character of any script and may be cut. */
  private static final int MOST_CHARS = 64;

  private Clusters() {}

  /** Returns the end of the cluster that begins at the position, at most the text's length. */
  static int next(CharSequence text, int at) {
    if (at >= text.length()) return text.length();
    if (isSimple(text, at)) return at + 1;
    var code = Character.codePointAt(text, at);
    if (Chips.isChip(code)) return at + Character.charCount(code);
    var matcher = matcher(text, at, Math.min(text.length(), at + MOST_CHARS));
    var end = matcher.lookingAt() ? Math.max(matcher.end(), at + 1) : at + 1;
    return beforeChip(text, at, end);
  }

  private static Matcher matcher(CharSequence text, int from, int to) {
    return CLUSTER.matcher(text).region(from, to).useTransparentBounds(false);
  }

  /** ASCII before ASCII is a cluster of its own but for the line end of other systems. */
  private static boolean isSimple(CharSequence text, int at) {
    return text.charAt(at) < 0x80
        && (at + 1 == text.length() || text.charAt(at + 1) < 0x80)
        && text.charAt(at) != '\r';
  }

  private static int beforeChip(CharSequence text, int at, int end) {
    for (var i = at + 1; i + 1 < end; i++) {
      if (Chips.isChip(Character.codePointAt(text, i))) return i;
    }
    return end;
  }

  /** Returns the start of the cluster that ends at the position, at least 0. */
  static int previous(CharSequence text, int at) {
    if (at <= 1) return 0;
    if (text.charAt(at - 1) < 0x80 && text.charAt(at - 2) < 0x80 && text.charAt(at - 2) != '\r') {
      return at - 1;
    }
    var start = safe(text, at);
    for (var end = next(text, start); end < at; end = next(text, start)) start = end;
    return start;
  }

  /** Returns a place before the position where a cluster begins for certain. */
  private static int safe(CharSequence text, int at) {
    var least = Math.max(0, at - 2 * MOST_CHARS);
    var i = at - 2;
    while (i > least && !(text.charAt(i) < 0x80 && text.charAt(i - 1) < 0x80)) i--;
    if (i <= least && least > 0 && Character.isLowSurrogate(text.charAt(least))) return least + 1;
    return Math.max(i, least);
  }

  /** Returns the position, or the end of the cluster it is within. */
  static int snap(CharSequence text, int at) {
    if (at <= 0) return 0;
    if (at >= text.length()) return text.length();
    var start = previous(text, at);
    var end = next(text, start);
    return end == at ? at : end;
  }
}
