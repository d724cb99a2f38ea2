package dev.jackdaw.journal.checkpoint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a content, by which it is found again. */
record ContentId(long a, long b, long c, long d) {
  static final int BYTES = 32;

  /** The id of nothing that could be met. */
  static final ContentId NONE = new ContentId(0, 0, 0, 0);

  static ContentId of(MessageDigest digest) {
    return read(ByteBuffer.wrap(digest.digest()));
  }

  static ContentId read(ByteBuffer from) {
    return new ContentId(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is not 64 hexadecimal digits
   */
  static ContentId parse(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) throw new IllegalArgumentException(hex + " is no content id");
    return read(ByteBuffer.wrap(bytes));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    var bytes = ByteBuffer.allocate(BYTES);
    write(bytes);
    return HexFormat.of().formatHex(bytes.array());
  }
}
