package dev.jackdaw.cli.run;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.Optional;

/** Finds the JSON in a reply that was to be nothing else. */
final class Answers {
  private Answers() {}

  /**
   * Returns the JSON value that the text is, or that stands in the only code fence of it. Nothing
   * is repaired or guessed.
   */
  static Optional<Json> json(String text) {
    var whole = parse(text);
    return whole.isPresent() ? whole : fenced(text);
  }

  private static Optional<Json> fenced(String text) {
    var open = text.indexOf("```");
    var close = text.lastIndexOf("```");
    if (open < 0 || close <= open || text.indexOf("```", open + 3) != close)
      return Optional.empty();
    var lineEnd = text.indexOf('\n', open);
    return lineEnd < 0 || lineEnd > close
        ? Optional.empty()
        : parse(text.substring(lineEnd + 1, close));
  }

  private static Optional<Json> parse(String text) {
    try {
      return Optional.of(Json.parse(text.strip()));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }
}
