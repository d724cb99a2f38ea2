package dev.jackdaw.tools.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a PNG picture with eight bits for each of red, green, blue and alpha. Not thread-safe. */
final class PngWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHANNELS = 4;
  private static final int PAETH = 4;

  private final Picture.Size size;
  private final byte[] pixels;
  private int rows;

  PngWriter(Picture.Size size) {
    this.size = size;
    pixels = new byte[size.width() * size.height() * CHANNELS];
  }

  void add(int[] argb) {
    var at = rows++ * size.width() * CHANNELS;
    for (var pixel : argb) {
      pixels[at++] = (byte) (pixel >> 16);
      pixels[at++] = (byte) (pixel >> 8);
      pixels[at++] = (byte) pixel;
      pixels[at++] = (byte) (pixel >>> 24);
    }
  }

  byte[] file() throws IOException {
    var header = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(header)) {
      out.writeInt(size.width());
      out.writeInt(size.height());
      out.write(new byte[] {8, 6, 0, 0, 0});
    }
    var file = new ByteArrayOutputStream();
    file.write(SIGNATURE);
    chunk(file, "IHDR", header.toByteArray());
    chunk(file, "IDAT", data());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private byte[] data() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (var out = new DeflaterOutputStream(bytes, deflater)) {
      var line = size.width() * CHANNELS;
      var row = new byte[line + 1];
      row[0] = PAETH;
      for (var y = 0; y < size.height(); y++) {
        for (var i = 0; i < line; i++) row[i + 1] = (byte) (at(y, i) - predicted(y, i));
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private int predicted(int y, int i) {
    return PngFilter.predicted(PAETH, at(y, i - CHANNELS), at(y - 1, i), at(y - 1, i - CHANNELS));
  }

  private int at(int y, int i) {
    return y < 0 || i < 0 ? 0 : pixels[y * size.width() * CHANNELS + i] & 0xff;
  }

  private static void chunk(ByteArrayOutputStream file, String name, byte[] content)
      throws IOException {
    var type = name.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(type);
    sum.update(content);
    var out = new DataOutputStream(file);
    out.writeInt(content.length);
    out.write(type);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }
}
