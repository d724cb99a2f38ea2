package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Types without parts.
 *
 * @param read returns nothing when the value is none of the type
 */
record Plain(
    Json.Obj schema,
    String expected,
    Function<Json, Optional<Object>> read,
    Function<Object, Json> write)
    implements Shape {
  static final Map<Class<?>, Shape> ALL = all();

  private static Map<Class<?>, Shape> all() {
    var all = new LinkedHashMap<Class<?>, Shape>();
    var text = text("", "a string", given -> given);
    all.put(String.class, text);
    all.put(CharSequence.class, text);
    whole(all, byte.class, Byte.class, Long::byteValue);
    whole(all, short.class, Short.class, Long::shortValue);
    whole(all, int.class, Integer.class, Long::intValue);
    whole(all, long.class, Long.class, given -> given);
    all.put(
        BigInteger.class,
        number("integer", "an integer", n -> new BigDecimal(n).toBigIntegerExact()));
    decimal(all, float.class, Float.class, Double::floatValue);
    decimal(all, double.class, Double.class, given -> given);
    all.put(BigDecimal.class, number("number", "a number", BigDecimal::new));
    flag(all);
    all.put(Json.class, new Plain(Json.Obj.EMPTY, "a value", Optional::of, Json.class::cast));
    all.put(
        Json.Obj.class,
        new Plain(
            typed("object"),
            "an object",
            value -> value instanceof Json.Obj ? Optional.of(value) : Optional.empty(),
            Json.class::cast));
    all.put(URI.class, text("uri", "a URI", URI::create));
    all.put(UUID.class, text("uuid", "a UUID", UUID::fromString));
    all.put(Path.class, text("", "a path", Path::of));
    all.put(LocalDate.class, text("date", "a date such as 2026-01-31", LocalDate::parse));
    all.put(LocalTime.class, text("", "a time such as 14:30", LocalTime::parse));
    all.put(
        LocalDateTime.class,
        text("", "a date and time such as 2026-01-31T14:30", LocalDateTime::parse));
    all.put(
        OffsetDateTime.class,
        text(
            "date-time",
            "a date and time with offset such as 2026-01-31T14:30:00+01:00",
            OffsetDateTime::parse));
    all.put(
        Instant.class,
        text("date-time", "a date and time such as 2026-01-31T14:30:00Z", Plain::instant));
    all.put(Duration.class, text("duration", "a duration such as PT1H30M", Duration::parse));
    return all;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Json.Obj typed(String type) {
    return Json.object().put("type", type).build();
  }

  private static Shape text(String format, String expected, Function<String, Object> parse) {
    var schema = typed("string");
    // What has no format of its own is described.
    if (!format.isEmpty()) schema = schema.with("format", Json.of(format));
    else if (!expected.equals("a string")) schema = schema.with("description", Json.of(expected));
    return new Plain(
        schema,
        expected,
        value -> value instanceof Json.Str(var given) ? tried(parse, given) : Optional.empty(),
        value -> Json.of(value.toString()));
  }

  private static <T> Optional<Object> tried(Function<T, ?> parse, T given) {
    try {
      return Optional.of(parse.apply(given));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Shape number(String type, String expected, Function<String, Object> parse) {
    return new Plain(
        typed(type),
        expected,
        value ->
            value instanceof Json.Num(var literal) && literal.length() <= 1_000
                ? tried(parse, literal)
                : Optional.empty(),
        value -> new Json.Num(value.toString()));
  }

  private static void whole(
      Map<Class<?>, Shape> all, Class<?> plain, Class<?> boxed, Function<Long, Number> narrow) {
    var shape =
        new Plain(
            typed("integer"),
            "an integer",
            value ->
                whole(value)
                    .filter(n -> narrow.apply(n).longValue() == n)
                    .map(n -> (Object) narrow.apply(n)),
            value -> Json.of(((Number) value).longValue()));
    all.put(plain, shape);
    all.put(boxed, shape);
  }

  /** Models often quote numbers; a quoted integer means just one thing. */
  private static Optional<Long> whole(Json value) {
    return switch (value) {
      case Json.Num number -> number.integer();
      case Json.Str(var text) when text.matches("-?[0-9]{1,18}") ->
          Optional.of(Long.parseLong(text));
      default -> Optional.empty();
    };
  }

  private static void decimal(
      Map<Class<?>, Shape> all, Class<?> plain, Class<?> boxed, Function<Double, Number> narrow) {
    var shape =
        new Plain(
            typed("number"),
            "a number",
            value ->
                value instanceof Json.Num number
                        && Double.isFinite(narrow.apply(number.asDouble()).doubleValue())
                    ? Optional.of(narrow.apply(number.asDouble()))
                    : Optional.empty(),
            value -> Json.of(((Number) value).doubleValue()));
    all.put(plain, shape);
    all.put(boxed, shape);
  }

  private static void flag(Map<Class<?>, Shape> all) {
    var shape =
        new Plain(
            typed("boolean"),
            "true or false",
            value -> value instanceof Json.Bool(var flag) ? Optional.of(flag) : Optional.empty(),
            value -> Json.of((boolean) value));
    all.put(boolean.class, shape);
    all.put(Boolean.class, shape);
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    return read.apply(value).orElseThrow(() -> Problems.wrong(path, expected, value));
  }

  @Override
  public Json encode(Object value) {
    return write.apply(value);
  }
}
