package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sealed interface: one of several records, told apart by the member {@value #TAG}, which holds
 * the name of the record as members are spelled.
 */
record Union(Class<?> type, Map<String, RecordShape> cases) implements Shape {
  static final String TAG = "type";

  Union {
    cases = new LinkedHashMap<>(cases);
  }

  @Override
  public Json.Obj schema() {
    var schemas = new ArrayList<Json>();
    cases.forEach((name, shape) -> schemas.add(tagged(name, shape.schema())));
    return Described.as(type, Json.object().put("oneOf", Json.array(schemas)).build());
  }

  private static Json.Obj tagged(String name, Json.Obj schema) {
    var tag = Json.object().put("type", "string").put("const", name).build();
    var properties = Json.object().put(TAG, tag);
    schema.object("properties").members().forEach(properties::put);
    var required = new ArrayList<Json>(List.of(Json.of(TAG)));
    required.addAll(schema.array("required"));
    return schema.with("properties", properties.build()).with("required", Json.array(required));
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    if (!(value instanceof Json.Obj object)) throw Problems.wrong(path, expected(), value);
    var tag = path.isEmpty() ? TAG : path + "." + TAG;
    var given = object.get(TAG);
    if (given.isEmpty()) {
      throw new InvalidInputException("\"" + tag + "\" is missing; expected " + names());
    }
    var shape = given.get() instanceof Json.Str(var name) ? cases.get(name) : null;
    if (shape == null) throw Problems.wrong(tag, names(), given.get());
    return shape.decode(object.without(TAG), path);
  }

  @Override
  public Json encode(Object value) {
    for (var one : cases.entrySet()) {
      if (!one.getValue().type().isInstance(value)) continue;
      var out = Json.object().put(TAG, one.getKey());
      if (one.getValue().encode(value) instanceof Json.Obj(var members)) members.forEach(out::put);
      return out.build();
    }
    throw new IllegalArgumentException(value.getClass() + " is no case of " + type);
  }

  private String names() {
    return "one of " + String.join(", ", cases.keySet());
  }

  @Override
  public String expected() {
    return "an object whose \"" + TAG + "\" is " + names();
  }
}
