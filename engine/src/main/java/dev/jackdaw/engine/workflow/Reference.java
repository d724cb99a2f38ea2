package dev.jackdaw.engine.workflow;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points into the result of a step: {@code $id}, {@code $id.member}, {@code $id[0]}, {@code
 * $id[*].member}; {@code $item} is the element a {@code foreach} is at.
 */
record Reference(String root, List<Part> parts) {
  /** One move inwards. */
  sealed interface Part {
    record Member(String name) implements Part {}

    record Index(int index) implements Part {}

    /** Every element; what follows is done for each, and the results are one list. */
    record All() implements Part {}
  }

  /** A reference, and where the text goes on behind it. */
  record Read(Reference reference, int end) {}

  /** The number of elements of a list, unless it is an object with a member of that name. */
  static final String COUNT = "count";

  Reference {
    parts = List.copyOf(parts);
  }

  /** Reads the longest reference that begins with its root's name at {@code start}, if any does. */
  static Optional<Read> read(String text, int start) {
    var at = nameEnd(text, start);
    if (at == start) return Optional.empty();
    var root = text.substring(start, at);
    var parts = new ArrayList<Part>();
    while (at < text.length()) {
      var end = text.charAt(at) == '.' ? memberEnd(text, at + 1) : bracketEnd(text, at);
      if (end < 0) break;
      parts.add(part(text, at, end));
      at = end;
    }
    return Optional.of(new Read(new Reference(root, parts), at));
  }

  private static Part part(String text, int at, int end) {
    if (text.charAt(at) == '.') return new Part.Member(text.substring(at + 1, end));
    var inner = text.substring(at + 1, end - 1);
    return inner.equals("*") ? new Part.All() : new Part.Index(Integer.parseInt(inner));
  }

  static boolean startsName(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean continuesName(char c) {
    return startsName(c) || c >= '0' && c <= '9';
  }

  private static int nameEnd(String text, int start) {
    var at = start;
    if (at >= text.length() || !startsName(text.charAt(at))) return start;
    while (at < text.length() && continuesName(text.charAt(at))) at++;
    return at;
  }

  private static int memberEnd(String text, int start) {
    var at = nameEnd(text, start);
    if (at == start) return -1;
    while (at < text.length() && (continuesName(text.charAt(at)) || text.charAt(at) == '-')) at++;
    return at;
  }

  /** Returns where {@code [*]} or {@code [12]} ends; -1 when there is neither. */
  private static int bracketEnd(String text, int at) {
    if (text.charAt(at) != '[') return -1;
    var close = text.indexOf(']', at);
    if (close < 0) return -1;
    return text.substring(at + 1, close).matches("\\*|[0-9]{1,6}") ? close + 1 : -1;
  }

  /** Returns what it points at. */
  Json in(Scope scope) throws StepProblem {
    var value = scope.value(root);
    if (value == null) throw new StepProblem("there is no result of " + root);
    var found = follow(value, 0);
    if (found == null) throw new StepProblem(missing(value));
    return found;
  }

  /** Returns what it points at, or null where there is nothing. */
  Json orNull(Scope scope) {
    var value = scope.value(root);
    var found = value == null ? null : follow(value, 0);
    return found == null ? Json.Null.INSTANCE : found;
  }

  private @Nullable Json follow(Json value, int from) {
    if (from == parts.size()) return value;
    return switch (parts.get(from)) {
      case Part.Member(var name) -> {
        var member = member(value, name);
        yield member == null ? null : follow(member, from + 1);
      }
      case Part.Index(var index) ->
          value instanceof Json.Arr(var elements) && index < elements.size()
              ? follow(elements.get(index), from + 1)
              : null;
      case Part.All _ -> value instanceof Json.Arr(var elements) ? all(elements, from + 1) : null;
    };
  }

  private Json all(List<Json> elements, int from) {
    var flat = parts.subList(from, parts.size()).stream().anyMatch(Part.All.class::isInstance);
    var found = new ArrayList<Json>();
    for (var element : elements) {
      var one = follow(element, from);
      if (flat && one instanceof Json.Arr(var inner)) found.addAll(inner);
      else if (!flat) found.add(one == null ? Json.Null.INSTANCE : one);
    }
    return new Json.Arr(found);
  }

  private static @Nullable Json member(Json value, String name) {
    return switch (value) {
      case Json.Obj object -> object.members().get(name);
      case Json.Arr(var elements) when name.equals(COUNT) -> Json.of(elements.size());
      default -> null;
    };
  }

  private String missing(Json value) {
    var there =
        switch (value) {
          case Json.Obj object -> "it has " + String.join(", ", object.members().keySet());
          case Json.Arr(var elements) ->
              "it is a list of " + elements.size() + ": use $" + root + "[*].member or [0]";
          default -> "it is " + shortened(value.compact());
        };
    return "there is no " + this + " in $" + root + "; " + there;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  @Override
  public String toString() {
    var out = new StringBuilder("$").append(root);
    for (var part : parts) {
      switch (part) {
        case Part.Member(var name) -> out.append('.').append(name);
        case Part.Index(var index) -> out.append('[').append(index).append(']');
        case Part.All _ -> out.append("[*]");
      }
    }
    return out.toString();
  }
}
