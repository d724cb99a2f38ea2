package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a service would refuse of the schema of an answer, which is held to fewer words. */
final class FormCheck {
  private static final Set<String> FORMATS =
      Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "description",
          "enum",
          "const",
          "anyOf",
          "properties",
          "required",
          "items",
          "additionalProperties",
          "$defs",
          "$ref",
          "format",
          "title");

  private final boolean allRequired;

  private FormCheck(boolean allRequired) {
    this.allRequired = allRequired;
  }

  /** Where every member must be required, as of a strict schema. */
  static Optional<String> strict(Json.Obj schema) {
    return new FormCheck(true).root(schema);
  }

  /** Where members may be missing. */
  static Optional<String> plain(Json.Obj schema) {
    return new FormCheck(false).root(schema);
  }

  private Optional<String> root(Json.Obj schema) {
    if (!schema.string("type", "").equals("object")) {
      return Optional.of("schema must be a JSON Schema of 'type: \"object\"'");
    }
    return SchemaCheck.problem(schema).or(() -> part(schema, ""));
  }

  private Optional<String> part(Json.Obj schema, String path) {
    for (var word : schema.members().keySet()) {
      if (!KNOWN.contains(word)) return Optional.of(at(path) + "'" + word + "' is not permitted");
    }
    var format = schema.string("format", "");
    if (!format.isEmpty() && !FORMATS.contains(format)) {
      return Optional.of(at(path) + "'" + format + "' is not a valid format");
    }
    if (schema.members().get("anyOf") instanceof Json.Arr(var cases)) return all(cases, path);
    return switch (schema.string("type", "")) {
      case "object" -> object(schema, path);
      case "array" ->
          schema.members().get("items") instanceof Json.Obj items
              ? part(items, path + "/items")
              : Optional.of(at(path) + "array schema missing items");
      case "" -> Optional.of(at(path) + "schema must have a 'type' key");
      default -> Optional.empty();
    };
  }

  private Optional<String> all(List<Json> cases, String path) {
    for (var one : cases) {
      if (!(one instanceof Json.Obj schema)) return Optional.of(at(path) + one + " is no schema");
      var problem = part(schema, path + "/anyOf");
      if (problem.isPresent()) return problem;
    }
    return Optional.empty();
  }

  private Optional<String> object(Json.Obj schema, String path) {
    if (!Json.of(false).equals(schema.members().get("additionalProperties"))) {
      return Optional.of(
          at(path) + "'additionalProperties' is required to be supplied and to be false");
    }
    var required = schema.array("required");
    for (var property : schema.object("properties").members().entrySet()) {
      if (allRequired && !required.contains(Json.of(property.getKey()))) {
        return Optional.of(
            at(path)
                + "'required' is required to be supplied and to be an array including every key in"
                + " properties. Missing '"
                + property.getKey()
                + "'");
      }
      if (!(property.getValue() instanceof Json.Obj inner)) {
        return Optional.of(at(path) + property.getKey() + " is no schema");
      }
      var problem = part(inner, path + "/properties/" + property.getKey());
      if (problem.isPresent()) return problem;
    }
    return Optional.empty();
  }

  private static String at(String path) {
    return "In context=(" + path + "), ";
  }

  /** Reads the members that both dialects of one service have, and refuses what it refuses. */
  static void openAi(Fields format) throws Rejection {
    format.only(Set.of("type", "name", "description", "schema", "strict"));
    ChatRequestCheck.name(format);
    var schema = format.requiredObject("schema").object();
    var problem = format.bool("strict") ? strict(schema) : SchemaCheck.problem(schema);
    if (problem.isPresent()) {
      throw ChatComplaints.refusal(
          "Invalid schema for response_format '"
              + format.requiredString("name")
              + "': "
              + problem.get(),
          format.path(),
          "invalid_json_schema");
    }
  }
}
