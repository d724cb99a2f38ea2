package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map from texts. What is read cannot be changed and keeps its order. */
record Named(Shape element) implements Shape {
  @Override
  public Json.Obj schema() {
    return Json.object()
        .put("type", "object")
        .put("additionalProperties", element.schema())
        .build();
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    if (!(value instanceof Json.Obj(var members))) throw Problems.wrong(path, expected(), value);
    var out = new LinkedHashMap<String, Object>();
    for (var member : members.entrySet()) {
      out.put(member.getKey(), element.decode(member.getValue(), path + "." + member.getKey()));
    }
    return Collections.unmodifiableMap(out);
  }

  @Override
  public Json encode(Object value) {
    var out = Json.object();
    for (var entry : ((Map<?, ?>) value).entrySet()) {
      out.put(String.valueOf(entry.getKey()), element.encode(entry.getValue()));
    }
    return out.build();
  }

  @Override
  public String expected() {
    return "an object";
  }
}
