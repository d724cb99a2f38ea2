package dev.jackdaw.models;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Other names for models. One may stand for another, also behind a provider's name, as in {@code
 * anthropic/opus}. Immutable.
 */
final class Aliases {
  private final Map<String, String> aliases;

  private Aliases(Map<String, String> aliases) {
    this.aliases = Collections.unmodifiableMap(aliases);
  }

  /**
   * Merges objects of aliases, the strongest first.
   *
   * @throws JackdawException of kind user when some stand for each other in a circle
   */
  static Aliases of(List<Json.Obj> objects) {
    var aliases = merged(objects);
    for (var name : aliases.names()) aliases.meaning(name);
    return aliases;
  }

  private static Aliases merged(List<Json.Obj> objects) {
    if (objects.isEmpty()) return new Aliases(Map.of());
    var weaker = merged(objects.subList(1, objects.size()));
    var all = new LinkedHashMap<String, String>();
    for (var member : objects.getFirst().members().entrySet()) {
      if (member.getValue() instanceof Json.Str(var model)
          && !weaker.knows(member.getKey(), model)) {
        all.put(member.getKey(), model);
      }
    }
    weaker.aliases.forEach(all::putIfAbsent);
    return new Aliases(all);
  }

  /**
   * Returns whether an alias says nothing new: {@code opus} as {@code anthropic/opus} is what
   * {@code opus} is already when that is one of Anthropic's. Taken by the word, Anthropic would be
   * asked for a model it does not have.
   */
  private boolean knows(String alias, String model) {
    return model.endsWith("/" + alias) && next(model).isPresent();
  }

  Set<String> names() {
    return aliases.keySet();
  }

  /** Returns what the name stands for in the end; nothing when it is no alias. */
  Optional<String> meaning(String name) {
    var way = new ArrayList<String>();
    var meant = name;
    for (var next = next(meant); next.isPresent(); next = next(meant)) {
      if (way.contains(meant)) {
        way.add(meant);
        throw unusable(name, "it goes round in a circle: " + String.join(" is ", way));
      }
      way.add(meant);
      meant = next.get();
    }
    return way.isEmpty() ? Optional.empty() : Optional.of(meant);
  }

  private Optional<String> next(String name) {
    var direct = Optional.ofNullable(aliases.get(name));
    var slash = name.indexOf('/');
    if (direct.isPresent() || slash < 0) return direct;
    var prefix = name.substring(0, slash + 1);
    return Optional.ofNullable(aliases.get(name.substring(slash + 1)))
        .filter(meant -> meant.startsWith(prefix) && !meant.equals(name));
  }

  static JackdawException unusable(String name, String why) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "model-alias",
        "The alias \""
            + name
            + "\" cannot be used: "
            + why
            + ". Correct modelAliases in the settings, or aliases in the model facts file.");
  }
}
