package dev.jackdaw.tools.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Undoes what PNG does to rows so that they compress well. Not thread-safe. */
final class PngFilter {
  private final int pixelBytes;
  private byte[] row;
  private byte[] above;

  /** {@code pixelBytes} is how far back the same channel of the pixel before stands. */
  PngFilter(int rowBytes, int pixelBytes) {
    this.pixelBytes = pixelBytes;
    row = new byte[rowBytes];
    above = new byte[rowBytes];
  }

  /** Returns the next row; it is good until the one after it is asked for. */
  byte[] next(InputStream data) throws IOException {
    var swap = above;
    above = row;
    row = swap;
    var in = new DataInputStream(data);
    var type = in.readUnsignedByte();
    in.readFully(row);
    for (var i = 0; i < row.length; i++) {
      var left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      var up = above[i] & 0xff;
      var corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
      row[i] += (byte) predicted(type, left, up, corner);
    }
    return row;
  }

  static int predicted(int type, int left, int up, int corner) {
    return switch (type) {
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      case 4 -> paeth(left, up, corner);
      default -> 0;
    };
  }

  private static int paeth(int left, int up, int corner) {
    var guess = left + up - corner;
    var toLeft = Math.abs(guess - left);
    var toUp = Math.abs(guess - up);
    var toCorner = Math.abs(guess - corner);
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
  }
}
