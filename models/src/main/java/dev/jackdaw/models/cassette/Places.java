package dev.jackdaw.models.cassette;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces what differs from machine to machine and from day to day by names, and back: the working
 * directory, the home folder, the facts at the end of the system prompt, the cache key. Immutable.
 */
final class Places {
  private static final String KEY = "{{session}}";

  /** The facts of the briefing, as they stand in JSON text. */
  private static final Pattern FACTS =
      Pattern.compile("(- (?:date|system|git repository): )(?!\\{\\{)[^\"\\\\]*");

  private static final Pattern CACHE_KEY = Pattern.compile("(\"prompt_cache_key\":\")[^\"]*");

  private record Place(String path, String name) {}

  private final List<Place> places = new ArrayList<>();

  /**
   * Knows the folders.
   *
   * @param home empty when there is none
   */
  Places(String directory, String home) {
    places.add(new Place(directory, "{{cwd}}"));
    if (home.length() > 1 && !home.equals(directory)) places.add(new Place(home, "{{home}}"));
  }

  /** Names the places in JSON text of a request. */
  String named(String request) {
    var named = namedPaths(request);
    named = FACTS.matcher(named).replaceAll("$1{{any}}");
    return CACHE_KEY.matcher(named).replaceAll("$1" + KEY.replace("{", "\\{"));
  }

  /** Names the folders alone. */
  String namedPaths(String text) {
    var named = text;
    for (var place : places) named = named.replace(place.path(), place.name());
    return named;
  }

  /** Puts this machine's folders where their names stand. */
  String placed(String text) {
    var placed = text;
    for (var place : places) placed = placed.replace(place.name(), place.path());
    return placed;
  }
}
