package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the quirks of a server in the rows of facts files. A row tells by host, provider or name of
 * the model whom it is about; one that tells several is about whom all of them fit. The quirks of
 * all rows that fit add up; a later row takes back what it lists under {@code without}.
 */
final class QuirkTable {
  private QuirkTable() {}

  /**
   * Returns the quirks.
   *
   * @param provider as users write it
   */
  static Set<Quirks> find(List<Json.Obj> facts, String provider, URI base, String model) {
    var found = EnumSet.noneOf(Quirks.class);
    for (var file : facts) {
      for (var row : file.array("quirks")) {
        if (!(row instanceof Json.Obj object) || !fits(object, provider, base, model)) continue;
        found.addAll(quirks(object, "quirks"));
        found.removeAll(quirks(object, "without"));
      }
    }
    return found;
  }

  private static Set<Quirks> quirks(Json.Obj row, String member) {
    var quirks = EnumSet.noneOf(Quirks.class);
    for (var name : row.array(member)) {
      if (name instanceof Json.Str(var text)) Quirks.named(text).ifPresent(quirks::add);
    }
    return quirks;
  }

  private static boolean fits(Json.Obj row, String provider, URI base, String model) {
    var host = row.string("host", "");
    if (!host.isEmpty() && !isHost(host, base.getHost() == null ? "" : base.getHost())) {
      return false;
    }
    var wanted = row.string("provider", "");
    if (!wanted.isEmpty() && !wanted.equals(provider)) return false;
    var names = row.array("names");
    if (names.isEmpty()) return !host.isEmpty() || !wanted.isEmpty();
    for (var name : names) {
      if (name instanceof Json.Str(var pattern) && matches(pattern, model)) return true;
    }
    return false;
  }

  /** A host with a dot before it stands for all below it. */
  private static boolean isHost(String pattern, String host) {
    return pattern.startsWith(".") ? host.endsWith(pattern) : host.equals(pattern);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
