package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An enum, its constants spelled in lower case. */
record Choice(Class<?> type) implements Shape {
  private List<String> names() {
    var names = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) names.add(spelled(constant));
    return names;
  }

  private static String spelled(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Json.Obj schema() {
    return Described.as(
        type, Json.object().put("type", "string").put("enum", Json.strings(names())).build());
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    if (value instanceof Json.Str(var text)) {
      for (var constant : type.getEnumConstants()) {
        if (spelled(constant).equals(text.toLowerCase(Locale.ROOT))) return constant;
      }
    }
    throw Problems.wrong(path, expected(), value);
  }

  @Override
  public Json encode(Object value) {
    return Json.of(spelled(value));
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", names());
  }
}
