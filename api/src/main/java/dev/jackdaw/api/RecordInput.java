package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a record from JSON and gives its JSON Schema. Components may be {@code String}, {@code
 * int}, {@code long}, {@code double}, {@code boolean}, enums (spelled in lower case), {@link Json},
 * {@link Json.Obj}, records, {@code List} of these, and {@code Optional} of these, which makes them
 * optional. Names change from {@code camelCase} to {@code snake_case}. Messages tell a model which
 * member was wrong, what was expected and what was there. Thread-safe.
 */
public final class RecordInput<R extends Record> {
  private static final int MAX_SHOWN_CHARS = 60;

  private final Class<R> type;
  private final Json.Obj schema;

  private RecordInput(Class<R> type, Json.Obj schema) {
    this.type = type;
    this.schema = schema;
  }

  /**
   * Describes the record.
   *
   * @param descriptions of members by their JSON name, those of nested records by {@code
   *     outer.inner}
   */
  public static <R extends Record> RecordInput<R> of(
      Class<R> type, Map<String, String> descriptions) {
    return new RecordInput<>(type, schemaOf(type, descriptions, ""));
  }

  public Json.Obj schema() {
    return schema;
  }

  /**
   * Reads a value.
   *
   * @throws InvalidInputException when a member is missing, unknown or of the wrong type, or when
   *     the record's constructor refuses the values
   */
  public R decode(Json.Obj input) throws InvalidInputException {
    return type.cast(record(type, input, ""));
  }

  /** Returns the JSON name of a component: {@code oldText} becomes {@code old_text}. */
  static String jsonName(String component) {
    var out = new StringBuilder();
    for (var i = 0; i < component.length(); i++) {
      var c = component.charAt(i);
      if (Character.isUpperCase(c)) out.append('_');
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }

  private static Json.Obj schemaOf(Class<?> type, Map<String, String> descriptions, String prefix) {
    var properties = Json.object();
    var required = new ArrayList<String>();
    for (var component : type.getRecordComponents()) {
      var name = jsonName(component.getName());
      var schema = schemaOf(component.getGenericType(), descriptions, prefix + name);
      var description = descriptions.get(prefix + name);
      properties.put(
          name, description == null ? schema : schema.with("description", Json.of(description)));
      if (component.getType() != Optional.class) required.add(name);
    }
    return Json.object()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.strings(required))
        .put("additionalProperties", false)
        .build();
  }

  private static Json.Obj schemaOf(Type type, Map<String, String> descriptions, String path) {
    if (type instanceof ParameterizedType generic) {
      var element = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) return schemaOf(element, descriptions, path);
      if (generic.getRawType() == List.class) {
        if (element instanceof ParameterizedType inner && inner.getRawType() == Optional.class) {
          throw unsupported(type);
        }
        return Json.object()
            .put("type", "array")
            .put("items", schemaOf(element, descriptions, path))
            .build();
      }
    }
    if (!(type instanceof Class<?> plain)) throw unsupported(type);
    if (plain == String.class) return typed("string");
    if (plain == int.class || plain == Integer.class) return typed("integer");
    if (plain == long.class || plain == Long.class) return typed("integer");
    if (plain == double.class || plain == Double.class) return typed("number");
    if (plain == boolean.class || plain == Boolean.class) return typed("boolean");
    if (plain == Json.class) return Json.Obj.EMPTY;
    if (plain == Json.Obj.class) return typed("object");
    if (plain.isEnum()) {
      return typed("string").with("enum", Json.strings(names(plain)));
    }
    if (plain.isRecord()) return schemaOf(plain, descriptions, path + ".");
    throw unsupported(type);
  }

  private static Json.Obj typed(String name) {
    return Json.object().put("type", name).build();
  }

  private static List<String> names(Class<?> enumType) {
    var names = new ArrayList<String>();
    for (var constant : enumType.getEnumConstants()) names.add(spelled(constant));
    return names;
  }

  private static String spelled(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException("not a type of tool input: " + type);
  }

  private static Object record(Class<?> type, Json.Obj input, String prefix)
      throws InvalidInputException {
    var components = type.getRecordComponents();
    var names = new ArrayList<String>();
    for (var component : components) names.add(jsonName(component.getName()));
    for (var given : input.members().keySet()) {
      if (!names.contains(given)) {
        throw new InvalidInputException(
            "there is no \""
                + shortened(prefix + given)
                + "\""
                + Nearest.hint(given, names)
                + "; expected "
                + (names.isEmpty() ? "no members" : String.join(", ", names)));
      }
    }
    var values = new Object[components.length];
    for (var i = 0; i < components.length; i++) {
      values[i] = member(components[i], input, names.get(i), prefix);
    }
    return create(type, components, values);
  }

  private static Object member(
      RecordComponent component, Json.Obj input, String name, String prefix)
      throws InvalidInputException {
    var value = input.get(name);
    var optional = component.getType() == Optional.class;
    if (value.isEmpty()) {
      if (optional) return Optional.empty();
      throw new InvalidInputException(
          "\"" + prefix + name + "\" is missing; expected " + expected(component.getGenericType()));
    }
    var type = component.getGenericType();
    if (optional) {
      var element = ((ParameterizedType) type).getActualTypeArguments()[0];
      return Optional.of(value(element, value.get(), prefix + name));
    }
    return value(type, value.get(), prefix + name);
  }

  private static Object value(Type type, Json value, String path) throws InvalidInputException {
    if (type instanceof ParameterizedType list) {
      if (!(value instanceof Json.Arr(var elements))) throw wrong(type, value, path);
      var element = list.getActualTypeArguments()[0];
      var values = new ArrayList<Object>();
      for (var i = 0; i < elements.size(); i++) {
        values.add(value(element, elements.get(i), path + "[" + i + "]"));
      }
      return List.copyOf(values);
    }
    var plain = (Class<?>) type;
    if (plain == Json.class) return value;
    if (plain == Json.Obj.class && value instanceof Json.Obj) return value;
    if (plain == String.class && value instanceof Json.Str(var text)) return text;
    if ((plain == boolean.class || plain == Boolean.class)
        && value instanceof Json.Bool(var flag)) {
      return flag;
    }
    if (plain == double.class || plain == Double.class) {
      if (value instanceof Json.Num number && Double.isFinite(number.asDouble())) {
        return number.asDouble();
      }
    }
    if (plain == int.class
        || plain == Integer.class
        || plain == long.class
        || plain == Long.class) {
      var number = integer(value);
      if (number.isPresent()) {
        long exact = number.get();
        if (plain == long.class || plain == Long.class) return exact;
        if (exact == (int) exact) return (int) exact;
      }
    }
    if (plain.isEnum() && value instanceof Json.Str(var text)) {
      for (var constant : plain.getEnumConstants())
        if (spelled(constant).equals(text)) return constant;
    }
    if (plain.isRecord() && value instanceof Json.Obj object)
      return record(plain, object, path + ".");
    throw wrong(type, value, path);
  }

  /** Models often quote numbers; a quoted integer means just one thing. */
  private static Optional<Long> integer(Json value) {
    return switch (value) {
      case Json.Num number -> number.integer();
      case Json.Str(var text) when text.matches("-?[0-9]{1,18}") ->
          Optional.of(Long.parseLong(text));
      default -> Optional.empty();
    };
  }

  private static InvalidInputException wrong(Type type, Json value, String path) {
    return new InvalidInputException(
        "\"" + path + "\" must be " + expected(type) + ", was " + shortened(value.compact()));
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_SHOWN_CHARS) return text;
    var end = MAX_SHOWN_CHARS - 3;
    // Half a character would make providers refuse the whole request.
    if (Character.isLowSurrogate(text.charAt(end))) end--;
    return text.substring(0, end) + "...";
  }

  private static String expected(Type type) {
    if (type instanceof ParameterizedType generic) {
      var element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class ? "an array" : expected(element);
    }
    var plain = (Class<?>) type;
    if (plain == String.class) return "a string";
    if (plain == boolean.class || plain == Boolean.class) return "true or false";
    if (plain == double.class || plain == Double.class) return "a number";
    if (plain.isEnum()) return "one of " + String.join(", ", names(plain));
    if (plain == Json.class) return "a value";
    return plain.isRecord() || plain == Json.Obj.class ? "an object" : "an integer";
  }

  private static Object create(Class<?> type, RecordComponent[] components, Object[] values)
      throws InvalidInputException {
    var types = new Class<?>[components.length];
    for (var i = 0; i < components.length; i++) types[i] = components[i].getType();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.trySetAccessible();
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new InvalidInputException(String.valueOf(refusal.getMessage()));
      }
      throw new IllegalStateException("cannot create " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }
}
