package dev.jackdaw.tools.files;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells one content of a file from another. Two checksums of different polynomials notice every
 * change that is not made to deceive them, and need no cryptographic provider to be loaded; whoever
 * can deceive them can write the file anyway.
 */
record Version(long size, long checksum) {
  /** Returns it as a word for the details of results. */
  String text() {
    return Long.toHexString(size) + "-" + Long.toHexString(checksum);
  }

  static Version of(byte[] bytes) {
    var sum = new Sum();
    sum.feed(bytes, bytes.length);
    return sum.version();
  }

  /** Takes the content piece by piece. */
  static final class Sum {
    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long size;

    void feed(byte[] bytes, int length) {
      first.update(bytes, 0, length);
      second.update(bytes, 0, length);
      size += length;
    }

    Version version() {
      return new Version(size, first.getValue() << 32 | second.getValue());
    }
  }
}
