package dev.jackdaw.tools.image;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * Reads PNG pictures row by row (W3C Portable Network Graphics specification), without what the JDK
 * needs a module of its own for. Interlaced ones are not read. Not thread-safe.
 */
final class Png {
  private static final int SIGNATURE_BYTES = 8;
  private static final int GREY = 0;
  private static final int TRUE_COLOUR = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int TRUE_COLOUR_ALPHA = 6;

  private final DataInputStream in;
  private Picture.Size size = new Picture.Size(0, 0);
  private int depth;
  private int colour;
  private int[] palette = new int[0];
  private int transparent = -1;

  private Png(byte[] file) {
    in = new DataInputStream(new ByteArrayInputStream(file));
  }

  static Optional<Picture> smaller(byte[] file) throws IOException {
    var png = new Png(file);
    if (!png.readHeader() || !png.size.isTooLarge() || png.size.isHuge()) return Optional.empty();
    var to = png.size.reduced();
    var out = new PngWriter(to);
    png.readRows(new Reduction(png.size, to, out::add));
    return Optional.of(new Picture("image/png", out.file(), png.size, to));
  }

  private boolean readHeader() throws IOException {
    in.skipNBytes(SIGNATURE_BYTES + 8);
    size = new Picture.Size(in.readInt(), in.readInt());
    depth = in.readUnsignedByte();
    colour = in.readUnsignedByte();
    in.skipNBytes(2);
    var isInterlaced = in.readUnsignedByte() != 0;
    in.skipNBytes(4);
    return !isInterlaced && isKnown();
  }

  private boolean isKnown() {
    return switch (colour) {
      case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case TRUE_COLOUR, GREY_ALPHA, TRUE_COLOUR_ALPHA -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  private int channels() {
    return switch (colour) {
      case TRUE_COLOUR -> 3;
      case GREY_ALPHA -> 2;
      case TRUE_COLOUR_ALPHA -> 4;
      default -> 1;
    };
  }

  private void readRows(Reduction rows) throws IOException {
    var length = nextData();
    var filter = new PngFilter(Math.ceilDiv(size.width() * channels() * depth, 8), Math.max(1, channels() * depth / 8));
    var argb = new int[size.width()];
    try (var data = new InflaterInputStream(new Data(length))) {
      for (var y = 0; y < size.height(); y++) {
        var row = filter.next(data);
        for (var x = 0; x < argb.length; x++) argb[x] = pixel(row, x);
        rows.add(argb);
      }
    }
  }

  /** Reads chunks up to the next one of pixels, and returns how long that is. */
  private int nextData() throws IOException {
    while (true) {
      var length = in.readInt();
      var type = in.readInt();
      if (length < 0) throw new IOException("a chunk of negative length");
      if (type == ('I' << 24 | 'D' << 16 | 'A' << 8 | 'T')) return length;
      if (type == ('I' << 24 | 'E' << 16 | 'N' << 8 | 'D')) throw new EOFException();
      if (type == ('P' << 24 | 'L' << 16 | 'T' << 8 | 'E')) readPalette(length);
      else if (type == ('t' << 24 | 'R' << 16 | 'N' << 8 | 'S')) readTransparency(length);
      else in.skipNBytes(length);
      in.skipNBytes(4);
    }
  }

  private void readPalette(int length) throws IOException {
    palette = new int[Math.min(256, length / 3)];
    for (var i = 0; i < palette.length; i++) {
      palette[i] =
          0xff << 24 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
    }
    in.skipNBytes(length - palette.length * 3L);
  }

  private void readTransparency(int length) throws IOException {
    var bytes = new byte[Math.min(length, 256)];
    in.readFully(bytes);
    in.skipNBytes(length - bytes.length);
    if (colour == PALETTE) {
      for (var i = 0; i < Math.min(bytes.length, palette.length); i++) {
        palette[i] = palette[i] & 0xffffff | bytes[i] << 24;
      }
    } else if (colour == GREY && depth <= 8 && bytes.length >= 2) {
      transparent = bytes[1] & 0xff;
    }
  }

  private int pixel(byte[] row, int x) {
    return switch (colour) {
      case GREY -> {
        var level = sample(row, x);
        var grey = depth < 8 ? level * 255 / ((1 << depth) - 1) : level;
        yield argb(level == transparent ? 0 : 255, grey, grey, grey);
      }
      case PALETTE -> {
        var index = sample(row, x);
        yield index < palette.length ? palette[index] : 0xff << 24;
      }
      case GREY_ALPHA -> {
        var grey = sample(row, 2 * x);
        yield argb(sample(row, 2 * x + 1), grey, grey, grey);
      }
      case TRUE_COLOUR ->
          argb(255, sample(row, 3 * x), sample(row, 3 * x + 1), sample(row, 3 * x + 2));
      default ->
          argb(
              sample(row, 4 * x + 3),
              sample(row, 4 * x),
              sample(row, 4 * x + 1),
              sample(row, 4 * x + 2));
    };
  }

  private static int argb(int alpha, int red, int green, int blue) {
    return alpha << 24 | red << 16 | green << 8 | blue;
  }

  /** Of sixteen bits the higher eight are enough. */
  private int sample(byte[] row, int i) {
    if (depth == 8) return row[i] & 0xff;
    if (depth == 16) return row[2 * i] & 0xff;
    var perByte = 8 / depth;
    var shift = 8 - depth * (i % perByte + 1);
    return row[i / perByte] >> shift & (1 << depth) - 1;
  }

  /** The compressed pixels, which may be spread over several chunks. */
  private final class Data extends InputStream {
    private int left;

    Data(int length) {
      left = length;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      while (left == 0) {
        in.skipNBytes(4);
        left = nextData();
      }
      var read = in.read(bytes, from, Math.min(count, left));
      if (read > 0) left -= read;
      return read;
    }
  }
}
