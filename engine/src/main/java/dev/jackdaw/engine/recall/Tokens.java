package dev.jackdaw.engine.recall;

/** How many tokens a text takes, rather too many than too few. */
final class Tokens {
  private static final int CHARS_PER_TOKEN = 3;

  /** Providers count a picture by its size; few count more. */
  static final int OF_IMAGE = 1_600;

  private Tokens() {}

  static int of(String text) {
    var foreign = 0;
    for (var i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) foreign++;
    return foreign + (text.length() - foreign) / CHARS_PER_TOKEN + 1;
  }
}
