package dev.jackdaw.api.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value (RFC 8259). Values are immutable and safe to share between threads. Objects keep the
 * order of their members; two objects are equal when their members are, whatever the order.
 */
public sealed interface Json {

  /** An object. A missing member reads as {@link Optional#empty()}, never as {@link Null}. */
  record Obj(Map<String, Json> members) implements Json {
    /** The object with no members. */
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members =
          Collections.unmodifiableMap(
              members instanceof JsonReader.Members ? members : new LinkedHashMap<>(members));
    }

    /** Returns the member, or nothing when it is missing or {@code null}. */
    public Optional<Json> get(String name) {
      var value = members.get(name);
      return value == null || value instanceof Null ? Optional.empty() : Optional.of(value);
    }

    /** Returns the member if it is a string. */
    public Optional<String> string(String name) {
      return members.get(name) instanceof Str(var text) ? Optional.of(text) : Optional.empty();
    }

    /** Returns the member if it is a string, else the fallback. */
    public String string(String name, String fallback) {
      return members.get(name) instanceof Str(var text) ? text : fallback;
    }

    /** Returns the member if it is an integral number in the range of {@code long}. */
    public Optional<Long> integer(String name) {
      return members.get(name) instanceof Num number ? number.integer() : Optional.empty();
    }

    /** Returns the member if it is an integral number in the range of {@code long}. */
    public long integer(String name, long fallback) {
      return integer(name).orElse(fallback);
    }

    /** Returns the member if it is a number. */
    public Optional<Double> number(String name) {
      return members.get(name) instanceof Num number
          ? Optional.of(number.asDouble())
          : Optional.empty();
    }

    /** Returns the member if it is a boolean, else the fallback. */
    public boolean bool(String name, boolean fallback) {
      return members.get(name) instanceof Bool(var value) ? value : fallback;
    }

    /** Returns the member if it is an object, else the empty object. */
    public Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : EMPTY;
    }

    /** Returns the elements of the member if it is an array, else an empty list. */
    public List<Json> array(String name) {
      return members.get(name) instanceof Arr(var elements) ? elements : List.of();
    }

    /** Returns whether the member is there, {@code null} included. */
    public boolean has(String name) {
      return members.containsKey(name);
    }

    /** Returns this object with one member set; an existing member keeps its place. */
    public Obj with(String name, Json value) {
      var copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Obj(copy);
    }

    /** Returns this object without the member. */
    public Obj without(String name) {
      if (!members.containsKey(name)) return this;
      var copy = new LinkedHashMap<>(members);
      copy.remove(name);
      return new Obj(copy);
    }

    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /** An array. */
  record Arr(List<Json> elements) implements Json {
    /** The array with no elements. */
    public static final Arr EMPTY = new Arr(List.of());

    public Arr {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /** A string. It may hold lone surrogates, which are written as escapes. */
  record Str(String value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /** A number, kept as it was written so that nothing is lost on the way through. */
  record Num(String literal) implements Json {
    public Num {
      if (!JsonReader.isNumber(literal)) {
        throw new IllegalArgumentException("not a JSON number: " + literal);
      }
    }

    /** Returns the value if it is integral and fits a {@code long}. */
    public Optional<Long> integer() {
      try {
        return Optional.of(Long.parseLong(literal));
      } catch (NumberFormatException _) {
        return exact();
      }
    }

    private Optional<Long> exact() {
      if (literal.length() > 40) return Optional.empty();
      try {
        return Optional.of(new BigDecimal(literal).longValueExact());
      } catch (ArithmeticException | NumberFormatException _) {
        return Optional.empty();
      }
    }

    public double asDouble() {
      return Double.parseDouble(literal);
    }

    @Override
    public String toString() {
      return literal;
    }
  }

  /** A boolean. */
  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /** The value {@code null}. */
  record Null() implements Json {
    public static final Null INSTANCE = new Null();

    @Override
    public String toString() {
      return "null";
    }
  }

  /**
   * Reads exactly one value.
   *
   * @throws JsonException when the text is not JSON, has a duplicate member name, is nested deeper
   *     than {@value JsonReader#MAX_DEPTH} levels, or is followed by anything but white space
   */
  static Json parse(CharSequence text) {
    return new JsonReader(text).document();
  }

  /**
   * Reads exactly one object.
   *
   * @throws JsonException when the text is not JSON or not an object
   */
  static Obj parseObject(CharSequence text) {
    if (parse(text) instanceof Obj object) return object;
    throw new JsonException("expected an object", 0);
  }

  static Str of(String value) {
    return new Str(value);
  }

  static Num of(long value) {
    return new Num(Long.toString(value));
  }

  /** Returns the number; {@code NaN} and infinities have no JSON form and are refused. */
  static Num of(double value) {
    return new Num(Double.toString(value));
  }

  static Bool of(boolean value) {
    return new Bool(value);
  }

  static Arr array(List<? extends Json> elements) {
    return new Arr(List.copyOf(elements));
  }

  static Arr strings(List<String> values) {
    var elements = new ArrayList<Json>(values.size());
    for (var value : values) elements.add(new Str(value));
    return new Arr(elements);
  }

  /** Starts an object; members appear in the order they are added. */
  static Builder object() {
    return new Builder();
  }

  /** Collects the members of an object. Not thread-safe. */
  final class Builder {
    private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new Str(value));
    }

    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, new Bool(value));
    }

    /** Adds the member only when there is a value. */
    public Builder put(String name, Optional<? extends Json> value) {
      value.ifPresent(present -> members.put(name, present));
      return this;
    }

    /** Adds the member only when the text is not empty. */
    public Builder putUnlessEmpty(String name, String value) {
      return value.isEmpty() ? this : put(name, value);
    }

    public Obj build() {
      return new Obj(members);
    }
  }

  /** Returns the value in the fewest characters, members in their own order. */
  default String compact() {
    return JsonWriter.compact(this);
  }

  /** Returns the value with members sorted by name: equal values give equal text. */
  default String canonical() {
    return JsonWriter.canonical(this);
  }

  /** Returns the value over several lines, indented by two spaces. */
  default String pretty() {
    return JsonWriter.pretty(this);
  }
}
