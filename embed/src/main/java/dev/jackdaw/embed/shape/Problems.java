package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;

/** Says to a model what is wrong with a value. */
final class Problems {
  private static final int MAX_SHOWN_CHARS = 60;

  private Problems() {}

  static InvalidInputException wrong(String path, String expected, Json value) {
    return new InvalidInputException(
        named(path) + " must be " + expected + ", was " + shortened(value.compact()));
  }

  static String named(String path) {
    return path.isEmpty() ? "the value" : "\"" + path + "\"";
  }

  static String shortened(String text) {
    if (text.length() <= MAX_SHOWN_CHARS) return text;
    var end = MAX_SHOWN_CHARS - 3;
    // Half a character would make providers refuse the whole request.
    if (Character.isLowSurrogate(text.charAt(end))) end--;
    return text.substring(0, end) + "...";
  }
}
