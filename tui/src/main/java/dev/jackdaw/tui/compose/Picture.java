package dev.jackdaw.tui.compose;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.VisibleText;
import java.util.Arrays;
import java.util.Optional;

/**
 * A picture to be shown to the model.
 *
 * @param name of the file, or where it came from; in visible characters
 */
public record Picture(String name, Block.Image image) {
  /** What the providers take at most is 5 MB in Base64. */
  public static final int MAX_BYTES = 3_750_000;

  public Picture {
    name = VisibleText.inOneLine(name);
  }

  /** Makes one of the bytes of a file; nothing when it is no PNG, JPEG, GIF or WebP. */
  public static Optional<Picture> of(String name, byte[] bytes) {
    return mediaType(bytes).map(type -> new Picture(name, Block.Image.of(type, bytes, Label.USER)));
  }

  private static Optional<String> mediaType(byte[] bytes) {
    if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n')) return Optional.of("image/png");
    if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) return Optional.of("image/jpeg");
    if (starts(bytes, 0, 'G', 'I', 'F', '8')) return Optional.of("image/gif");
    if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of("image/webp");
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] bytes, int at, int... with) {
    var first = new byte[with.length];
    for (var i = 0; i < with.length; i++) first[i] = (byte) with[i];
    return bytes.length >= at + with.length
        && Arrays.equals(bytes, at, at + with.length, first, 0, with.length);
  }
}
