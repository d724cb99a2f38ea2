package dev.jackdaw.engine.offer;

import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a schema in one spelling whatever order its members came in, since servers give the same
 * schema in another order each time. The order of properties is the order in which models fill them
 * in, so it is not simply that of the alphabet: the required ones stand first, as their list names
 * them, the rest by name. Arrays, which have an order, keep it.
 */
final class CanonicalSchema {
  /** What a reader looks for first. */
  private static final List<String> FIRST =
      List.of("$schema", "$id", "title", "type", "description", "enum", "const", "properties");

  /** Members whose own members are names and schemas. */
  private static final Set<String> NAMED =
      Set.of("patternProperties", "$defs", "definitions", "dependentSchemas");

  /** Members that are values, not schemas. */
  private static final Set<String> VALUES = Set.of("default", "const", "enum", "examples");

  private CanonicalSchema() {}

  static ToolSpec of(ToolSpec spec) {
    return new ToolSpec(spec.name(), spec.description(), schema(spec.inputSchema()));
  }

  private static Json.Obj schema(Json.Obj schema) {
    var out = Json.object();
    for (var name : FIRST) {
      if (schema.has(name)) out.put(name, member(schema, name));
    }
    for (var name : new TreeSet<>(schema.members().keySet())) {
      if (!FIRST.contains(name)) out.put(name, member(schema, name));
    }
    return out.build();
  }

  private static Json member(Json.Obj schema, String name) {
    var value = schema.members().get(name);
    if (value == null) throw new IllegalArgumentException(name);
    if (VALUES.contains(name)) return Json.parse(value.canonical());
    if (name.equals("properties") && value instanceof Json.Obj properties) {
      return properties(properties, schema.array("required"));
    }
    if (NAMED.contains(name) && value instanceof Json.Obj schemas) {
      return properties(schemas, List.of());
    }
    return any(value);
  }

  private static Json.Obj properties(Json.Obj properties, List<Json> required) {
    var names = new ArrayList<String>();
    for (var name : required) {
      if (name instanceof Json.Str(var text) && properties.has(text) && !names.contains(text)) {
        names.add(text);
      }
    }
    for (var name : new TreeSet<>(properties.members().keySet())) {
      if (!names.contains(name)) names.add(name);
    }
    var out = Json.object();
    for (var name : names) {
      var value = properties.members().get(name);
      if (value != null) out.put(name, any(value));
    }
    return out.build();
  }

  private static Json any(Json value) {
    return switch (value) {
      case Json.Obj object -> schema(object);
      case Json.Arr(var elements) ->
          Json.array(elements.stream().map(CanonicalSchema::any).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }
}
