package dev.jackdaw.engine;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A path as far as it may be the same file as another: some file systems take names for equal that
 * differ in case or in how accents are written. Where they do not, a call waits in vain at worst.
 *
 * @param path absolute and canonical
 * @param key the path under which all its spellings are the same
 */
record Place(Path path, Path key) {
  static Place of(Path path) {
    return new Place(path, path.getFileSystem().getPath(folded(path.toString())));
  }

  private static String folded(String text) {
    if (text.chars().allMatch(c -> c < 128)) return text.toLowerCase(Locale.ROOT);
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** Returns whether one of them is the other or a folder above it. */
  boolean overlaps(Place other) {
    return key.startsWith(other.key) || other.key.startsWith(key);
  }
}
