package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form that the last word of a reply must have, for providers that can hold a model to one.
 * What such a provider cannot hold it to is left out of what it is given, so that an answer has to
 * be checked still.
 *
 * @param name letters, digits, {@code _} and {@code -}, 64 at most
 * @param schema a JSON Schema
 */
public record AnswerForm(String name, Json.Obj schema) {
  /** What is left of a schema: bounds, patterns, formats and defaults are not known everywhere. */
  private static final Set<String> KEPT = Set.of("type", "description", "enum");

  public AnswerForm {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("a form needs another name than \"" + name + "\"");
    }
  }

  /**
   * Returns the schema in the words that all providers with such forms know.
   *
   * @return nothing when it is not one of an object, or has parts that cannot be said so, such as
   *     members of any name
   */
  public Optional<Json.Obj> narrow() {
    return whole(false);
  }

  /** As {@link #narrow}, every member required; one that may be missing may be null instead. */
  public Optional<Json.Obj> strict() {
    return whole(true);
  }

  private Optional<Json.Obj> whole(boolean allRequired) {
    if (!schema.string("type", "").equals("object")) return Optional.empty();
    return narrow(schema, allRequired);
  }

  private static Optional<Json.Obj> narrow(Json.Obj from, boolean allRequired) {
    var out = Json.object();
    for (var name : KEPT) out.put(name, from.get(name));
    from.get("const").ifPresent(value -> out.put("enum", Json.array(List.of(value))));
    if (from.get("oneOf").or(() -> from.get("anyOf")).orElse(null) instanceof Json.Arr(var cases)) {
      var all = alternatives(cases, allRequired);
      if (all.isEmpty()) return Optional.empty();
      return Optional.of(out.put("anyOf", Json.array(all)).build());
    }
    return switch (from.string("type", "")) {
      case "object" -> object(from, out, allRequired);
      case "array" ->
          from.get("items").orElse(null) instanceof Json.Obj items
              ? narrow(items, allRequired).map(element -> out.put("items", element).build())
              : Optional.empty();
      case "string", "integer", "number", "boolean", "null" -> Optional.of(out.build());
      default -> Optional.empty();
    };
  }

  private static List<Json> alternatives(List<Json> cases, boolean allRequired) {
    var all = new ArrayList<Json>();
    for (var one : cases) {
      var narrow =
          one instanceof Json.Obj schema ? narrow(schema, allRequired) : Optional.<Json.Obj>empty();
      if (narrow.isEmpty()) return List.of();
      all.add(narrow.get());
    }
    return all;
  }

  private static Optional<Json.Obj> object(Json.Obj from, Json.Builder out, boolean allRequired) {
    if (!from.get("additionalProperties").equals(Optional.of(Json.of(false)))) {
      return Optional.empty();
    }
    var needed = from.array("required");
    var names = new ArrayList<Json>();
    var properties = Json.object();
    for (var property : from.object("properties").members().entrySet()) {
      if (!(property.getValue() instanceof Json.Obj schema)) return Optional.empty();
      var narrow = narrow(schema, allRequired);
      if (narrow.isEmpty()) return Optional.empty();
      var isNeeded = needed.contains(Json.of(property.getKey()));
      if (isNeeded || allRequired) names.add(Json.of(property.getKey()));
      properties.put(
          property.getKey(), isNeeded || !allRequired ? narrow.get() : orNull(narrow.get()));
    }
    return Optional.of(
        out.put("properties", properties.build())
            .put("required", Json.array(names))
            .put("additionalProperties", false)
            .build());
  }

  private static Json.Obj orNull(Json.Obj schema) {
    var nothing = Json.object().put("type", "null").build();
    return Json.object().put("anyOf", Json.array(List.of(schema, nothing))).build();
  }
}
