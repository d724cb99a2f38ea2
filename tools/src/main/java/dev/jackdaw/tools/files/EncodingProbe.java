package dev.jackdaw.tools.files;

import java.util.Optional;

/**
 * Finds out, in one pass over the bytes of a file, how its text is encoded. A byte order mark
 * decides; else valid UTF-8 is UTF-8; else what has more good sequences than bad bytes is damaged
 * UTF-8, and the rest is one of the one-byte encodings. A zero character anywhere, or many control
 * characters, make it binary. Not thread-safe.
 */
final class EncodingProbe {
  private long size;
  private boolean zero;
  private long controls;
  private long sequences;
  private long invalid;
  private boolean undefined;
  private boolean lineFeed;
  private boolean carriageReturn;
  private Encoding marked = Encoding.UTF_8;

  private int pending;
  private int seen;
  private int lowest;
  private int highest;

  private int firstHalf = -1;
  private boolean highSurrogate;
  private boolean broken;

  /** Takes the next bytes; the first three come together when there are three. */
  void feed(byte[] bytes, int length) {
    if (size == 0) marked = markOf(bytes, length);
    size += length;
    if (marked == Encoding.UTF_16_LITTLE || marked == Encoding.UTF_16_BIG) feedUnits(bytes, length);
    else for (var i = 0; i < length; i++) feedByte(bytes[i] & 0xFF);
  }

  private static Encoding markOf(byte[] bytes, int length) {
    if (length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
      return Encoding.UTF_16_LITTLE;
    }
    if (length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return Encoding.UTF_16_BIG;
    }
    return length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF
        ? Encoding.UTF_8_WITH_MARK
        : Encoding.UTF_8;
  }

  private void feedUnits(byte[] bytes, int length) {
    for (var i = 0; i < length; i++) {
      var half = bytes[i] & 0xFF;
      if (firstHalf < 0) {
        firstHalf = half;
        continue;
      }
      var little = marked == Encoding.UTF_16_LITTLE;
      feedUnit((char) (little ? half << 8 | firstHalf : firstHalf << 8 | half));
      firstHalf = -1;
    }
  }

  private void feedUnit(char unit) {
    note(unit);
    if (highSurrogate != Character.isLowSurrogate(unit)) broken = true;
    highSurrogate = Character.isHighSurrogate(unit);
  }

  private void note(int c) {
    if (c >= ' ') return;
    if (c == '\n') lineFeed = true;
    else if (c == '\r') carriageReturn = true;
    else if (c == 0) zero = true;
    else if (c != '\t' && c != '\f' && c != '\b' && c != 0x1B) controls++;
  }

  /** The well-formed sequences are those of table 3-7 of the Unicode Standard. */
  private void feedByte(int b) {
    if (pending > 0) {
      if (b >= lowest && b <= highest) {
        seen++;
        lowest = 0x80;
        highest = 0xBF;
        if (--pending == 0) sequences++;
        if (b <= 0x9F) noteUndefined(b);
        return;
      }
      invalid += seen;
      pending = 0;
    }
    if (b < 0x80) note(b);
    else begin(b);
  }

  private void begin(int b) {
    noteUndefined(b);
    if (b < 0xC2 || b > 0xF4) {
      invalid++;
      return;
    }
    pending = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    seen = 1;
    lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
  }

  /** Windows-1252 leaves these five bytes without a character. */
  private void noteUndefined(int b) {
    if (b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D) undefined = true;
  }

  /** Returns the encoding of all that was fed, or nothing when it is not text. */
  Optional<Encoding> encoding() {
    if (zero) return Optional.empty();
    if (marked == Encoding.UTF_16_LITTLE || marked == Encoding.UTF_16_BIG) {
      return broken || highSurrogate || firstHalf >= 0 ? Optional.empty() : Optional.of(marked);
    }
    var bad = pending > 0 ? invalid + seen : invalid;
    if (bad == 0) return Optional.of(marked);
    if (controls * 20 > size) return Optional.empty();
    if (sequences > bad) return Optional.of(Encoding.DAMAGED_UTF_8);
    return Optional.of(undefined ? Encoding.LATIN_1 : Encoding.WINDOWS_1252);
  }

  /** Returns whether lines end with carriage returns alone. */
  boolean hasOnlyCarriageReturns() {
    return carriageReturn && !lineFeed;
  }

  long size() {
    return size;
  }
}
