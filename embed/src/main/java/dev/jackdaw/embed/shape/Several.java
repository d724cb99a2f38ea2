package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A list, a set or an array. What is read cannot be changed. */
record Several(Class<?> type, Shape element) implements Shape {
  @Override
  public Json.Obj schema() {
    var schema = Json.object().put("type", "array").put("items", element.schema());
    return (type == Set.class ? schema.put("uniqueItems", true) : schema).build();
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    if (!(value instanceof Json.Arr(var elements))) throw Problems.wrong(path, expected(), value);
    var values = new ArrayList<Object>();
    for (var i = 0; i < elements.size(); i++) {
      values.add(element.decode(elements.get(i), path + "[" + i + "]"));
    }
    if (type.isArray()) return array(values);
    if (type == Set.class) return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    return List.copyOf(values);
  }

  private Object array(List<Object> values) {
    var array = Array.newInstance(type.getComponentType(), values.size());
    for (var i = 0; i < values.size(); i++) Array.set(array, i, values.get(i));
    return array;
  }

  @Override
  public Json encode(Object value) {
    var out = new ArrayList<Json>();
    if (value instanceof Collection<?> all) {
      for (var each : all) out.add(element.encode(each));
    } else {
      for (var i = 0; i < Array.getLength(value); i++) out.add(element.encode(Array.get(value, i)));
    }
    return Json.array(out);
  }

  @Override
  public String expected() {
    return "an array";
  }
}
