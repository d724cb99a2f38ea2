package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.embed.Param;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What {@link Param} asks of a value beside its type. */
record Bounds(double min, double max, @Nullable Pattern pattern) {
  static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, null);

  private record Keywords(String least, String most, String unit) {}

  private static final Keywords VALUE = new Keywords("minimum", "maximum", "");
  private static final Keywords TEXT = new Keywords("minLength", "maxLength", " characters long");
  private static final Keywords LIST = new Keywords("minItems", "maxItems", " elements long");
  private static final Keywords MAP =
      new Keywords("minProperties", "maxProperties", " members long");

  static Bounds of(@Nullable Param param, String where) {
    if (param == null) return NONE;
    if (param.min() > param.max()) {
      throw new UnsupportedType(where, "its least value is greater than its greatest");
    }
    try {
      var pattern = param.pattern().isEmpty() ? null : Pattern.compile(param.pattern());
      return new Bounds(param.min(), param.max(), pattern);
    } catch (PatternSyntaxException e) {
      throw new UnsupportedType(where, "its pattern is none: " + e.getDescription());
    }
  }

  boolean isNone() {
    return min == NONE.min && max == NONE.max && pattern == null;
  }

  /** A shape whose values keep to bounds. */
  private record Bounded(Shape inner, Bounds bounds, Json.Obj schema) implements Shape {
    @Override
    public Object decode(Json value, String path) throws InvalidInputException {
      var read = inner.decode(value, path);
      bounds.check(inner.encode(read), path);
      return read;
    }

    @Override
    public Json encode(Object value) {
      return inner.encode(value);
    }

    @Override
    public String expected() {
      return inner.expected();
    }
  }

  /** Returns the shape with what is asked, or refuses what makes no sense for the type. */
  Shape around(Shape shape, String where) {
    return isNone() ? shape : new Bounded(shape, this, in(shape.schema(), where));
  }

  private Json.Obj in(Json.Obj schema, String where) {
    var type = schema.string("type", "");
    var bounded = schema;
    if (pattern != null) {
      if (!type.equals("string")) throw new UnsupportedType(where, "only a text has a pattern");
      bounded = bounded.with("pattern", Json.of("^(?:" + pattern.pattern() + ")$"));
    }
    if (min == NONE.min && max == NONE.max) return bounded;
    var words =
        keywords(type, schema)
            .orElseThrow(() -> new UnsupportedType(where, "its type has no least or greatest"));
    if (min != NONE.min) bounded = bounded.with(words.least(), number(min));
    return max == NONE.max ? bounded : bounded.with(words.most(), number(max));
  }

  private static Optional<Keywords> keywords(String type, Json.Obj schema) {
    if (schema.has("enum")) return Optional.empty();
    return switch (type) {
      case "integer", "number" -> Optional.of(VALUE);
      case "string" -> Optional.of(TEXT);
      case "array" -> Optional.of(LIST);
      case "object" -> Optional.of(MAP);
      default -> Optional.empty();
    };
  }

  private static Json.Num number(double value) {
    return value == (long) value ? Json.of((long) value) : Json.of(value);
  }

  private void check(Json value, String path) throws InvalidInputException {
    switch (value) {
      case Json.Num number -> within(number.asDouble(), VALUE, path, value);
      case Json.Str(var text) -> {
        within(text.codePointCount(0, text.length()), TEXT, path, value);
        if (pattern != null && !pattern.matcher(text).matches()) {
          throw Problems.wrong(path, "a text that matches " + pattern.pattern(), value);
        }
      }
      case Json.Arr(var elements) -> within(elements.size(), LIST, path, value);
      case Json.Obj(var members) -> within(members.size(), MAP, path, value);
      case Json.Bool _, Json.Null _ -> {}
    }
  }

  private void within(double size, Keywords words, String path, Json value)
      throws InvalidInputException {
    if (size >= min && size <= max) return;
    var bound =
        size < min ? "at least " + number(min).literal() : "at most " + number(max).literal();
    throw Problems.wrong(path, bound + words.unit(), value);
  }
}
