package dev.jackdaw.testkit;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An object of a script file that knows its place in it. {@code comment} is allowed everywhere. */
final class ScriptObject {
  private static final int SHOWN_CHARS = 60;

  private final String file;
  private final String place;
  private final Json.Obj object;

  private ScriptObject(String file, String place, Json.Obj object) {
    this.file = file;
    this.place = place;
    this.object = object;
  }

  static ScriptObject root(String file, Json.Obj object) {
    return new ScriptObject(file, "", object);
  }

  static JackdawException invalid(String file, String place, String problem) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "script-invalid",
        "the script " + file + " is wrong at " + place + ": " + problem);
  }

  void allow(String... names) {
    allow(List.of(names));
  }

  /** Refuses every member but these. */
  void allow(List<String> names) {
    for (var given : object.members().keySet()) {
      if (!names.contains(given) && !given.equals("comment")) {
        throw invalid(
            file,
            place.isEmpty() ? "the top" : place,
            "there is no \""
                + given
                + "\""
                + Nearest.hint(given, names)
                + "; it may have "
                + String.join(", ", names));
      }
    }
  }

  boolean has(String name) {
    return object.get(name).isPresent();
  }

  String string(String name, String fallback) {
    return has(name) ? required(name) : fallback;
  }

  String required(String name) {
    if (!has(name)) throw missing(name);
    if (object.members().get(name) instanceof Json.Str(var text)) return text;
    throw wrong(name, "a string");
  }

  int integer(String name, int least, int most, int fallback) {
    if (!has(name)) return fallback;
    var value = object.integer(name);
    if (value.isEmpty() || value.get() < least || value.get() > most) {
      throw wrong(name, "an integer from " + least + " to " + most);
    }
    return value.get().intValue();
  }

  double number(String name) {
    if (!has(name)) return 0;
    var value = object.number(name).orElse(Double.NaN);
    if (value >= 0 && value <= 1e9) return value;
    throw wrong(name, "a number from 0 to 1000000000");
  }

  boolean flag(String name) {
    if (!has(name)) return false;
    if (object.members().get(name) instanceof Json.Bool(var value)) return value;
    throw wrong(name, "true or false");
  }

  /** Returns one of the constants, spelled in lower case. */
  <E extends Enum<E>> Optional<E> choice(String name, E[] constants) {
    if (!has(name)) return Optional.empty();
    var given = required(name);
    var names = new ArrayList<String>();
    for (var constant : constants) {
      var spelled = constant.name().toLowerCase(Locale.ROOT);
      if (spelled.equals(given)) return Optional.of(constant);
      names.add(spelled);
    }
    throw wrong(name, "one of " + String.join(", ", names));
  }

  Json.Obj json(String name) {
    if (!has(name)) return Json.Obj.EMPTY;
    if (object.members().get(name) instanceof Json.Obj value) return value;
    throw wrong(name, "an object");
  }

  Optional<ScriptObject> object(String name) {
    return has(name) ? Optional.of(new ScriptObject(file, at(name), json(name))) : Optional.empty();
  }

  List<ScriptObject> objects(String name) {
    if (!has(name)) return List.of();
    if (!(object.members().get(name) instanceof Json.Arr(var elements))) {
      throw wrong(name, "an array");
    }
    var objects = new ArrayList<ScriptObject>();
    for (var i = 0; i < elements.size(); i++) {
      var inner = at(name) + "[" + i + "]";
      if (!(elements.get(i) instanceof Json.Obj element)) {
        throw invalid(file, inner, "it must be an object, was " + shown(elements.get(i)));
      }
      objects.add(new ScriptObject(file, inner, element));
    }
    return objects;
  }

  /** Returns the strings of an array; one string alone stands for an array of it. */
  List<String> strings(String name) {
    if (!has(name)) return List.of();
    var value = object.members().get(name);
    if (value instanceof Json.Str(var text)) return List.of(text);
    var strings = new ArrayList<String>();
    if (!(value instanceof Json.Arr(var elements)))
      throw wrong(name, "a string or an array of them");
    for (var element : elements) {
      if (!(element instanceof Json.Str(var text))) throw wrong(name, "an array of strings");
      strings.add(text);
    }
    return strings;
  }

  JackdawException missing(String name) {
    return invalid(file, at(name), "it is missing");
  }

  JackdawException wrong(String name, String expected) {
    var value = object.members().get(name);
    return invalid(
        file, at(name), "it must be " + expected + (value == null ? "" : ", was " + shown(value)));
  }

  private String at(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static String shown(Json value) {
    var text = value.compact();
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
  }
}
