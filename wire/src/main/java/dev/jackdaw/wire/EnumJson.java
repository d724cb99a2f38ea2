package dev.jackdaw.wire;

import dev.jackdaw.api.json.Json;
import java.util.Locale;

/** Constants as their names in lower case. */
final class EnumJson {
  private EnumJson() {}

  static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the member as one of the constants, the fallback when it is missing or not known. */
  static <E extends Enum<E>> E read(Json.Obj object, String name, E[] constants, E fallback) {
    return object.members().get(name) instanceof Json.Str(var text)
        ? parse(text, constants, fallback)
        : fallback;
  }

  static <E extends Enum<E>> E parse(String text, E[] constants, E fallback) {
    for (var constant : constants) {
      if (constant.name().equalsIgnoreCase(text)) return constant;
    }
    return fallback;
  }
}
