package dev.jackdaw.journal;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Places inside a JSON value, written as RFC 6901 says: {@code /result/content/0/text}. */
final class Pointer {
  private Pointer() {}

  static String of(List<String> steps) {
    var out = new StringBuilder();
    for (var step : steps) out.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    return out.toString();
  }

  private static List<String> steps(String pointer) {
    var steps = new ArrayList<String>();
    for (var at = 0; at < pointer.length(); ) {
      var end = pointer.indexOf('/', at + 1);
      if (end < 0) end = pointer.length();
      steps.add(pointer.substring(at + 1, end).replace("~1", "/").replace("~0", "~"));
      at = end;
    }
    return steps;
  }

  /** Returns the value with another one in the place; unchanged when there is no such place. */
  static Json replace(Json value, String pointer, Json other) {
    return replace(value, steps(pointer), 0, other);
  }

  private static Json replace(Json value, List<String> steps, int depth, Json other) {
    if (depth == steps.size()) return other;
    var step = steps.get(depth);
    return switch (value) {
      case Json.Obj object -> {
        var member = object.members().get(step);
        yield member == null ? value : object.with(step, replace(member, steps, depth + 1, other));
      }
      case Json.Arr(var elements) -> {
        var index = index(step);
        if (index < 0 || index >= elements.size()) yield value;
        var copy = new ArrayList<>(elements);
        copy.set(index, replace(elements.get(index), steps, depth + 1, other));
        yield new Json.Arr(copy);
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static int index(String step) {
    if (step.isEmpty() || step.length() > 9) return -1;
    var index = 0;
    for (var i = 0; i < step.length(); i++) {
      var digit = step.charAt(i) - '0';
      if (digit < 0 || digit > 9) return -1;
      index = index * 10 + digit;
    }
    return index;
  }
}
