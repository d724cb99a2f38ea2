package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named members: the components of a record, or the parameters of a method. Immutable.
 *
 * @param all in their order
 */
public record Fields(List<Field> all) {
  /** How Java says that a member may be missing. */
  public enum Absence {
    REQUIRED,
    OPTIONAL,
    NULL,
    /** It has a value of its own then. */
    USUAL
  }

  /**
   * One of them.
   *
   * @param name in JSON
   * @param usual what counts when it is missing and has a default
   */
  public record Field(String name, String description, Shape shape, Absence absence, Json usual) {
    private Json.Obj schema() {
      var schema = shape.schema();
      if (absence == Absence.USUAL) schema = schema.with("default", usual);
      return description.isEmpty() ? schema : schema.with("description", Json.of(description));
    }

    private @Nullable Object decode(Json.Obj input, String prefix) throws InvalidInputException {
      var path = prefix + name;
      var given = input.get(name);
      if (given.isEmpty()) {
        return switch (absence) {
          case OPTIONAL -> Optional.empty();
          case NULL -> null;
          case USUAL -> shape.decode(usual, path);
          case REQUIRED ->
              throw new InvalidInputException(
                  "\"" + path + "\" is missing; expected " + shape.expected());
        };
      }
      var value = shape.decode(given.get(), path);
      return absence == Absence.OPTIONAL ? Optional.of(value) : value;
    }

    private Optional<Json> encode(@Nullable Object value) {
      if (value == null) return Optional.empty();
      if (value instanceof Optional<?> maybe) return maybe.map(shape::encode);
      return Optional.of(shape.encode(value));
    }
  }

  public Fields {
    all = List.copyOf(all);
  }

  /** Returns the schema of an object with these members and no others. */
  public Json.Obj schema() {
    var properties = Json.object();
    var required = new ArrayList<String>();
    for (var field : all) {
      properties.put(field.name(), field.schema());
      if (field.absence() == Absence.REQUIRED) required.add(field.name());
    }
    return Json.object()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.strings(required))
        .put("additionalProperties", false)
        .build();
  }

  /**
   * Reads the values.
   *
   * @param prefix stands before the names in messages
   * @throws InvalidInputException when a member is missing, unknown or wrong
   */
  public @Nullable Object[] decode(Json.Obj input, String prefix) throws InvalidInputException {
    refuseUnknown(input, prefix);
    var values = new @Nullable Object[all.size()];
    for (var i = 0; i < values.length; i++) values[i] = all.get(i).decode(input, prefix);
    return values;
  }

  private void refuseUnknown(Json.Obj input, String prefix) throws InvalidInputException {
    var names = all.stream().map(Field::name).toList();
    for (var given : input.members().keySet()) {
      if (names.contains(given)) continue;
      throw new InvalidInputException(
          "there is no \""
              + Problems.shortened(prefix + given)
              + "\""
              + Nearest.hint(given, names)
              + "; expected "
              + (names.isEmpty() ? "no members" : String.join(", ", names)));
    }
  }

  /** Writes the values, which are as many as there are members. */
  Json.Obj encode(@Nullable Object[] values) {
    var out = Json.object();
    for (var i = 0; i < values.length; i++) {
      out.put(all.get(i).name(), all.get(i).encode(values[i]));
    }
    return out.build();
  }

  /** Returns the JSON name of a Java one: {@code oldText} becomes {@code old_text}. */
  public static String jsonName(String name) {
    var out = new StringBuilder();
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) out.append('_');
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }
}
