package dev.jackdaw.tools.shell;

import java.nio.charset.StandardCharsets;

/**
 * The part of an output that the model is shown: all of it, or its beginning and its end, cut at
 * the ends of lines where there are any.
 *
 * @param omittedBytes how much lies between the two; 0 when {@code head} is everything
 * @param binary whether it was not text and is not shown at all
 */
record Excerpt(String head, long omittedBytes, String tail, boolean binary) {
  /** Returns at most {@code maxChars} of the piece, a fifth of them from its beginning. */
  static Excerpt of(Output.Piece piece, int maxChars) {
    var bytes = piece.first().length + piece.omitted() + piece.last().length;
    var first = decode(piece.omitted() == 0 ? piece.whole() : piece.first());
    if (PlainText.looksBinary(first)) return new Excerpt("", bytes, "", true);
    var shown = PlainText.of(first);
    if (piece.omitted() == 0 && shown.length() <= maxChars) {
      return new Excerpt(shown, 0, "", false);
    }
    var end = piece.omitted() == 0 ? shown : PlainText.of(decode(piece.last()));
    var head = headOf(shown, maxChars / 5);
    var tail = tailOf(end, maxChars - maxChars / 5);
    return new Excerpt(head, Math.max(1, bytes - size(head) - size(tail)), tail, false);
  }

  boolean isEmpty() {
    return head.isBlank() && tail.isBlank() && !binary;
  }

  boolean isWhole() {
    return omittedBytes == 0;
  }

  private static long size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Decodes; at the beginning may stand the end of a character that was cut. */
  private static String decode(byte[] bytes) {
    var start = 0;
    while (start < Math.min(3, bytes.length) && (bytes[start] & 0xc0) == 0x80) start++;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  private static String headOf(String text, int max) {
    if (text.length() <= max) return text;
    var lineEnd = text.lastIndexOf('\n', max);
    if (lineEnd >= max / 2) return text.substring(0, lineEnd);
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  private static String tailOf(String text, int max) {
    if (text.length() <= max) return text;
    var start = text.length() - max;
    var lineEnd = text.indexOf('\n', start - 1);
    if (lineEnd >= 0 && lineEnd < start + max / 2) return text.substring(lineEnd + 1);
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
