package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with the shape of a JSON Schema, as far as tools use it. */
final class SchemaCheck {
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  private SchemaCheck() {}

  static Optional<String> problem(Json schema) {
    if (schema instanceof Json.Bool) return Optional.empty();
    if (!(schema instanceof Json.Obj object)) return Optional.of(schema + " is no schema");
    return type(object)
        .or(() -> required(object))
        .or(() -> properties(object))
        .or(() -> problem(object.members().getOrDefault("items", Json.of(true))))
        .or(() -> enumeration(object));
  }

  private static Optional<String> type(Json.Obj schema) {
    var type = schema.members().get("type");
    return switch (type) {
      case null -> Optional.empty();
      case Json.Str(var name) when TYPES.contains(name) -> Optional.empty();
      case Json.Arr(var names) -> {
        for (var name : names) {
          if (!(name instanceof Json.Str(var text) && TYPES.contains(text))) {
            yield Optional.of(name + " is no type");
          }
        }
        yield Optional.empty();
      }
      default -> Optional.of(type + " is no type");
    };
  }

  private static Optional<String> required(Json.Obj schema) {
    if (!schema.has("required")) return Optional.empty();
    if (!(schema.members().get("required") instanceof Json.Arr(var names))) {
      return Optional.of("required is no array");
    }
    for (var name : names) {
      if (!(name instanceof Json.Str)) return Optional.of("required holds " + name);
    }
    return Optional.empty();
  }

  private static Optional<String> properties(Json.Obj schema) {
    if (!schema.has("properties")) return Optional.empty();
    if (!(schema.members().get("properties") instanceof Json.Obj(var properties))) {
      return Optional.of("properties is no object");
    }
    for (var property : properties.values()) {
      var problem = problem(property);
      if (problem.isPresent()) return problem;
    }
    return Optional.empty();
  }

  private static Optional<String> enumeration(Json.Obj schema) {
    return schema.has("enum") && !(schema.members().get("enum") instanceof Json.Arr)
        ? Optional.of("enum is no array")
        : Optional.empty();
  }
}
