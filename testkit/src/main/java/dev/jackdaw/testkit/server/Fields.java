package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a request, read strictly. */
record Fields(Json.Obj object, String path, Complaints complaints) {

  /** Refuses every member but these. */
  void only(Set<String> names) throws Rejection {
    for (var name : object.members().keySet()) {
      if (!names.contains(name)) throw complaints.unknown(at(name));
    }
  }

  boolean has(String name) {
    return member(name) != null;
  }

  private @Nullable Json member(String name) {
    var value = object.members().get(name);
    return value instanceof Json.Null && complaints.nullIsMissing() ? null : value;
  }

  Json required(String name) throws Rejection {
    var value = member(name);
    if (value == null) throw complaints.missing(at(name));
    return value;
  }

  Optional<String> string(String name) throws Rejection {
    return has(name) ? Optional.of(requiredString(name)) : Optional.empty();
  }

  String requiredString(String name) throws Rejection {
    if (required(name) instanceof Json.Str(var text)) return text;
    throw complaints.wrongType(at(name), "string", required(name));
  }

  /** Returns one of the values. */
  String choice(String name, List<String> values) throws Rejection {
    var given = requiredString(name);
    if (values.contains(given)) return given;
    throw complaints.wrongValue(at(name), "Input should be " + quoted(values));
  }

  private static String quoted(List<String> values) {
    return "'" + String.join("', '", values) + "'";
  }

  Optional<Long> integer(String name) throws Rejection {
    if (!has(name)) return Optional.empty();
    var integer =
        required(name) instanceof Json.Num number ? number.integer() : Optional.<Long>empty();
    if (integer.isEmpty()) throw complaints.wrongType(at(name), "integer", required(name));
    return integer;
  }

  Optional<Double> number(String name, double least, double most) throws Rejection {
    if (!has(name)) return Optional.empty();
    if (!(required(name) instanceof Json.Num number)) {
      throw complaints.wrongType(at(name), "number", required(name));
    }
    var value = number.asDouble();
    if (value < least || value > most) {
      throw complaints.wrongValue(
          at(name), "Input should be from " + least + " to " + most + ", was " + value);
    }
    return Optional.of(value);
  }

  boolean bool(String name) throws Rejection {
    if (!has(name)) return false;
    if (required(name) instanceof Json.Bool(var value)) return value;
    throw complaints.wrongType(at(name), "boolean", required(name));
  }

  Optional<Fields> object(String name) throws Rejection {
    return has(name) ? Optional.of(requiredObject(name)) : Optional.empty();
  }

  Fields requiredObject(String name) throws Rejection {
    if (required(name) instanceof Json.Obj value) return new Fields(value, at(name), complaints);
    throw complaints.wrongType(at(name), "object", required(name));
  }

  List<Json> array(String name) throws Rejection {
    if (!has(name)) return List.of();
    if (required(name) instanceof Json.Arr(var elements)) return elements;
    throw complaints.wrongType(at(name), "array", required(name));
  }

  List<Fields> objects(String name) throws Rejection {
    var objects = new ArrayList<Fields>();
    var elements = array(name);
    for (var i = 0; i < elements.size(); i++) {
      var place = complaints.element(at(name), i);
      if (!(elements.get(i) instanceof Json.Obj element)) {
        throw complaints.wrongType(place, "object", elements.get(i));
      }
      objects.add(new Fields(element, place, complaints));
    }
    return objects;
  }

  Rejection wrong(String name, String problem) {
    return complaints.wrongValue(at(name), problem);
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
