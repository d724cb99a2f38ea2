package dev.jackdaw.tools.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes JPEG and GIF pictures smaller where the JDK's module for that is there. It only decodes and
 * encodes: nothing here needs a screen or fonts.
 */
final class DesktopPictures {
  private DesktopPictures() {}

  static Optional<Picture> smaller(byte[] file, String mediaType) throws IOException {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) return Optional.empty();
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        var from = new Picture.Size(reader.getWidth(0), reader.getHeight(0));
        return from.isTooLarge() && !from.isHuge()
            ? Optional.of(smaller(reader, from, mediaType))
            : Optional.empty();
      } finally {
        reader.dispose();
      }
    }
  }

  private static Picture smaller(ImageReader reader, Picture.Size from, String mediaType)
      throws IOException {
    var to = from.reduced();
    var read = read(reader, from, to);
    var size = new Picture.Size(read.getWidth(), read.getHeight());
    if (mediaType.equals("image/jpeg")) {
      return new Picture(mediaType, jpeg(read, size, to), from, to);
    }
    var out = new PngWriter(to);
    reduce(read, new Reduction(size, to, out::add));
    return new Picture("image/png", out.file(), from, to);
  }

  /** Of very large pictures only some pixels are read, still two for each that is needed. */
  private static BufferedImage read(ImageReader reader, Picture.Size from, Picture.Size to)
      throws IOException {
    var step = Math.max(1, Math.max(from.width(), from.height()) / (2 * Math.max(to.width(), to.height())));
    var parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, parameters);
  }

  private static void reduce(BufferedImage image, Reduction rows) {
    for (var y = 0; y < image.getHeight(); y++) {
      rows.add(image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth()));
    }
  }

  private static byte[] jpeg(BufferedImage image, Picture.Size size, Picture.Size to)
      throws IOException {
    var small = new BufferedImage(to.width(), to.height(), BufferedImage.TYPE_INT_RGB);
    var next = new int[1];
    reduce(
        image,
        new Reduction(
            size, to, row -> small.setRGB(0, next[0]++, to.width(), 1, row, 0, to.width())));
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(small, "jpeg", out)) throw new IOException("no way to write JPEG");
    }
    return bytes.toByteArray();
  }
}
