package dev.jackdaw.tools.output;

/** UTF-8 that arrives in pieces, and text cut by its length in it (RFC 3629). */
public final class Utf8 {
  private Utf8() {}

  /** Returns how many bytes at the end begin a character whose rest is yet to come: 0 to 3. */
  public static int incompleteSuffix(byte[] bytes) {
    for (var back = 1; back <= Math.min(3, bytes.length); back++) {
      var b = bytes[bytes.length - back] & 0xff;
      if (b < 0x80) return 0;
      if (b >= 0xc0) return back < lengthAfter(b) ? back : 0;
    }
    return 0;
  }

  private static int lengthAfter(int lead) {
    if (lead >= 0xf8) return 1;
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  }

  /** Returns how many bytes a text takes. */
  public static int length(String text) {
    var length = 0;
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      length += bytes(c);
      i += Character.charCount(c);
    }
    return length;
  }

  /** Returns the beginning of a text, to the end of a line where one is near. */
  public static String head(String text, int maxBytes) {
    var end = fitting(text, 0, maxBytes);
    if (end == text.length()) return text;
    var lineEnd = text.lastIndexOf('\n', end);
    return text.substring(0, lineEnd >= end / 2 && lineEnd > 0 ? lineEnd : end);
  }

  /** Returns where that many bytes end, or the text. */
  public static int fitting(String text, int from, int maxBytes) {
    var bytes = 0;
    for (var i = from; i < text.length(); ) {
      var c = text.codePointAt(i);
      bytes += bytes(c);
      if (bytes > maxBytes) return i;
      i += Character.charCount(c);
    }
    return text.length();
  }

  /** Returns the end of a text, from the beginning of a line where one is near. */
  public static String tail(String text, int maxBytes) {
    var start = text.length();
    for (var bytes = 0; start > 0; ) {
      var c = text.codePointBefore(start);
      bytes += bytes(c);
      if (bytes > maxBytes) break;
      start -= Character.charCount(c);
    }
    if (start == 0) return text;
    var lineEnd = text.indexOf('\n', start - 1);
    var near = lineEnd >= 0 && lineEnd < start + (text.length() - start) / 2;
    return text.substring(near ? lineEnd + 1 : start);
  }

  private static int bytes(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
