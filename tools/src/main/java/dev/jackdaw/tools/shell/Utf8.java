package dev.jackdaw.tools.shell;

/** UTF-8 that arrives in pieces (RFC 3629). */
final class Utf8 {
  private Utf8() {}

  /** Returns how many bytes at the end begin a character whose rest is yet to come: 0 to 3. */
  static int incompleteSuffix(byte[] bytes) {
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
}
