package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A value as it is written in some place.
 *
 * @param name such as {@code undoLimits.files}
 * @param isOutweighed whether a stronger place gives it, too; lists add up all the same
 */
public record GivenValue(String name, String value, Origin origin, boolean isOutweighed) {
  /** What may hold a secret is not shown, whatever it is part of. */
  private static final Set<String> SECRET = Set.of("env", "headers");

  static List<GivenValue> of(List<SettingsSource> sources) {
    var all = new ArrayList<GivenValue>();
    var seen = new HashSet<String>();
    for (var source : sources) add("", source.content(), source.origin(), seen, all);
    return all;
  }

  private static void add(
      String prefix, Json.Obj object, Origin origin, Set<String> seen, List<GivenValue> all) {
    object
        .members()
        .forEach((key, value) -> {
          var name = prefix + key;
          if (value instanceof Json.Obj inner && !SECRET.contains(key)) {
            add(name + ".", inner, origin, seen, all);
            return;
          }
          var isOutweighed = !seen.add(name) && !(value instanceof Json.Arr);
          all.add(new GivenValue(name, shown(key, value), origin, isOutweighed));
        });
  }

  private static String shown(String key, Json value) {
    return SECRET.contains(key) && value instanceof Json.Obj(var members)
        ? String.join(", ", members.keySet()) + " (values not shown)"
        : value.compact();
  }
}
