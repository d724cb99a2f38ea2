package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the Gemini API says about a reply or a prompt that it refused. Not thread-safe. */
final class Refusal {
  private static final int MOST_CHARS = 300;

  /** Lower probabilities are told of every reply. */
  private static final List<String> LIKELY = List.of("MEDIUM", "HIGH");

  private final Set<String> said = new LinkedHashSet<>();

  /**
   * Takes what a candidate or the feedback on a prompt says.
   *
   * @param words the member with a sentence for people
   */
  void add(Json.Obj source, String words) {
    var sentence = source.string(words, "").strip();
    if (!sentence.isEmpty()) said.add(sentence);
    for (var rating : source.array("safetyRatings")) {
      if (rating instanceof Json.Obj object) add(object);
    }
  }

  private void add(Json.Obj rating) {
    var probability = rating.string("probability", "");
    if (!rating.bool("blocked", false) && !LIKELY.contains(probability)) return;
    var category = plain(rating.string("category", "").replaceFirst("^HARM_CATEGORY_", ""));
    said.add(probability.isEmpty() ? category : category + ": " + plain(probability));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the service's word for it and what else was said, on one line. */
  String told(String word) {
    var all = word + (said.isEmpty() ? "" : "; " + String.join("; ", said));
    var line = all.replaceAll("\\s+", " ");
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS) + "...";
  }
}
