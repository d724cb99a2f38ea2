package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One object of settings and where it is from. Reading a member says exactly where a mistake is.
 *
 * @param base the folder relative names start from
 * @param foreign whether the file belongs to another program, so that strange keys are no mistake
 */
record SettingsSource(Origin origin, Json.Obj content, Path base, boolean foreign) {

  Optional<String> text(String name) {
    var value = value(name);
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Str(var text) && !text.isBlank()) return Optional.of(text);
    throw mistake(name, "a text");
  }

  Optional<Json> value(String name) {
    var object = content;
    var dot = name.indexOf('.');
    if (dot > 0) {
      var outer = name.substring(0, dot);
      var member = content.get(outer);
      if (member.isEmpty()) return Optional.empty();
      if (!(member.get() instanceof Json.Obj inner)) throw mistake(outer, "an object, {...}");
      object = inner;
    }
    return object.get(name.substring(dot + 1));
  }

  /** Returns the texts of a list; no list is an empty one. */
  List<String> texts(String name) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!(value.get() instanceof Json.Arr(var elements))) throw mistake(name, "a list of texts");
    var texts = new ArrayList<String>(elements.size());
    for (var element : elements) {
      if (!(element instanceof Json.Str(var text))) throw mistake(name, "a list of texts");
      texts.add(text);
    }
    return texts;
  }

  /** A rule as it stands in a list: a text, or an object that brings examples along. */
  record RuleEntry(String rule, List<String> matching, List<String> sparing) {}

  /** Returns the rules of a list; no list is an empty one. */
  List<RuleEntry> rules(String name) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!(value.get() instanceof Json.Arr(var elements))) throw mistake(name, "a list of texts");
    var rules = new ArrayList<RuleEntry>(elements.size());
    for (var element : elements) {
      rules.add(
          switch (element) {
            case Json.Str(var text) -> new RuleEntry(text, List.of(), List.of());
            case Json.Obj entry ->
                new RuleEntry(
                    entry.string("rule").orElseThrow(() -> mistake(name, "{\"rule\": ...}")),
                    texts(name, entry, "match"),
                    texts(name, entry, "notMatch"));
            default -> throw mistake(name, "a list of texts");
          });
    }
    return rules;
  }

  private List<String> texts(String name, Json.Obj entry, String member) {
    var texts = new ArrayList<String>();
    for (var element : entry.array(member)) {
      if (!(element instanceof Json.Str(var text))) {
        throw mistake(name + "." + member, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * Returns a time, zero where {@code false} stands for none; {@code wanted} says so in mistakes.
   */
  Optional<Duration> timeOrFalse(String name, String wanted) {
    var value = value(name);
    if (value.isEmpty()) return Optional.empty();
    if (value.get().equals(Json.of(false))) return Optional.of(Duration.ZERO);
    var read =
        value.get() instanceof Json.Str(var text)
            ? Values.duration(text)
            : Optional.<Duration>empty();
    if (read.isEmpty()) throw mistake(name, wanted);
    return read;
  }

  Json.Obj object(String name) {
    var value = value(name);
    if (value.isEmpty()) return Json.Obj.EMPTY;
    if (value.get() instanceof Json.Obj object) return object;
    throw mistake(name, "an object, {...}");
  }

  /** Returns where a key stands, as exactly as is known. */
  String place(String object, String key) {
    var names = object.isEmpty() ? List.of(key) : List.of(object, key);
    return origin
        + switch (origin.layer()) {
          case OPTION, COMMAND_LINE -> "";
          case MANAGED, PROJECT_LOCAL, PROJECT, USER ->
              SettingsText.placeIn(Path.of(origin.where()), names);
        };
  }

  <T> Setting<T> setting(T value) {
    return new Setting<>(value, origin);
  }

  SettingsException mistake(String name, String wanted) {
    return new SettingsException(origin + ": \"" + name + "\" must be " + wanted + ".");
  }

  SettingsException mistake(String name, String wanted, Collection<String> choices) {
    return mistake(name, wanted + " " + String.join(", ", choices));
  }
}
