package dev.jackdaw.engine.progress;

import dev.jackdaw.api.json.Json;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The text of a result without what differs from run to run although nothing changed. */
final class PlainResult {
  /** Shorter texts of an input occur in results by chance. */
  private static final int LEAST_INPUT_CHARS = 3;

  private static final Pattern PASSING =
      Pattern.compile(
          // dates and times of day
          "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?"
              + "|\\b\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?"
              // durations
              + "|\\b\\d+(?:[.,]\\d+)?\\s?(?:ns|µs|us|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\\b"
              // processes, addresses, identifiers made at random
              + "|(?i:\\bpid[ :=]+)\\d+"
              + "|\\b0x[0-9a-fA-F]+\\b|@[0-9a-f]{5,16}\\b"
              + "|\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"
              // temporary names
              + "|(?:/private)?(?:/var/folders|/var/tmp|/tmp)/[^\\s'\":,;)]+"
              + "|\\btmp[._-]?[A-Za-z0-9_]{6,}");

  private PlainResult() {}

  static String of(String text) {
    return PASSING.matcher(text).replaceAll("~");
  }

  /**
   * Returns the text without the words of the input too: a search that found nothing says for what.
   */
  static String withoutInput(String text, Json.Obj input) {
    var said =
        new TreeSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(word -> word));
    collect(input, said);
    var rest = text;
    for (var word : said) rest = rest.replace(word, "~");
    return of(rest);
  }

  private static void collect(Json value, Set<String> to) {
    switch (value) {
      case Json.Str(var text) when text.length() >= LEAST_INPUT_CHARS -> to.add(text);
      case Json.Arr(var elements) -> elements.forEach(element -> collect(element, to));
      case Json.Obj(var members) -> members.values().forEach(member -> collect(member, to));
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }
}
