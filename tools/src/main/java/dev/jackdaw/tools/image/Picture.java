package dev.jackdaw.tools.image;

import java.io.IOException;
import java.util.Optional;

/**
 * A picture that was made smaller.
 *
 * @param mediaType such as {@code image/png}
 * @param bytes the file
 * @param from the size it had
 */
@SuppressWarnings("ArrayRecordComponent") // Pictures are never compared.
public record Picture(String mediaType, byte[] bytes, Size from, Size size) {

  /** Width and height in pixels. */
  public record Size(int width, int height) {
    /** The longest side at which models still see every pixel, as Anthropic documents it. */
    private static final int LONGEST = 1_568;

    private static final long MOST_PIXELS = 100_000_000;

    boolean isTooLarge() {
      return Math.max(width, height) > LONGEST;
    }

    /** Returns whether it would take too long to look at every pixel. */
    boolean isHuge() {
      return width < 1 || height < 1 || (long) width * height > MOST_PIXELS;
    }

    Size reduced() {
      var longest = Math.max(width, height);
      return new Size(scaled(width, longest), scaled(height, longest));
    }

    private static int scaled(int side, int longest) {
      return (int) Math.max(1, Math.round((double) side * LONGEST / longest));
    }

    @Override
    public String toString() {
      return width + " x " + height;
    }
  }

  /**
   * Returns a picture in the size at which models look at it; nothing when it is small enough, or
   * of a kind that cannot be read here.
   */
  public static Optional<Picture> smaller(byte[] file, String mediaType) {
    try {
      var png = mediaType.equals("image/png") ? Png.smaller(file) : Optional.<Picture>empty();
      if (png.isPresent() || mediaType.equals("image/webp") || !hasDesktop()) return png;
      return DesktopPictures.smaller(file, mediaType);
    } catch (IOException | RuntimeException | LinkageError _) {
      return Optional.empty(); // Whatever is wrong with it, it may still be shown as it is.
    }
  }

  /** The installed Jackdaw comes without that module, which would make it half as large again. */
  private static boolean hasDesktop() {
    return ModuleLayer.boot().findModule("java.desktop").isPresent();
  }
}
