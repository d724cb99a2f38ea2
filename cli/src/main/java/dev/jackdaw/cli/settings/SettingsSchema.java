package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The keys of settings as a JSON Schema, which editors check files with. */
public final class SettingsSchema {
  private static final String TIME = "^([0-9]+(ms|s|m|h|d))+$";
  private static final String TOKENS = "^[0-9]+(\\.[0-9]+)?[kKmM]?$";

  private SettingsSchema() {}

  /** Returns it. */
  public static Json.Obj of() {
    var properties = Json.object();
    for (var name : Keys.members("")) {
      var key = Keys.named(name);
      properties.put(name, key.isPresent() ? schema(key.get()) : members(name));
    }
    return Json.object()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("title", "Settings of Jackdaw")
        .put("type", "object")
        .put("properties", properties.build())
        .put("additionalProperties", false)
        .build();
  }

  private static Json.Obj members(String object) {
    var properties = Json.object();
    for (var key : Keys.under(object)) {
      properties.put(key.name().substring(object.length() + 1), schema(key));
    }
    return type("object")
        .put("properties", properties.build())
        .put("additionalProperties", false)
        .build();
  }

  private static Json.Obj schema(Key key) {
    return shape(key).with("description", Json.of(description(key)));
  }

  private static String description(Key key) {
    var project =
        switch (key.project()) {
          case SET -> "";
          case TIGHTEN -> " A project may only make it stricter.";
          case PROPOSE -> " A project may not set it.";
          case NOTHING -> "";
        };
    return key.meaning() + " Of several places " + key.merging().text() + "." + project;
  }

  private static Json.Builder type(String name) {
    return Json.object().put("type", name);
  }

  private static Json.Obj plain(String name) {
    return type(name).build();
  }

  private static Json.Obj list(Json.Obj of) {
    return type("array").put("items", of).build();
  }

  private static Json.Obj map(Json.Obj of) {
    return type("object").put("additionalProperties", of).build();
  }

  private static Json.Obj either(Json.Obj... shapes) {
    return Json.object().put("anyOf", new Json.Arr(List.of(shapes))).build();
  }

  private static Json.Obj pattern(String pattern) {
    return type("string").put("pattern", pattern).build();
  }

  private static Json.Obj count() {
    return type("integer").put("minimum", 1).build();
  }

  private static Json.Obj choice(List<String> values) {
    return Json.object().put("enum", Json.strings(values)).build();
  }

  private static Json.Obj constant(boolean value) {
    return Json.object().put("const", value).build();
  }

  private static Json.Obj shape(Key key) {
    var text = plain("string");
    return switch (key.shape()) {
      case TEXT -> text;
      case TEXTS -> list(text);
      case TEXT_OR_TEXTS -> either(text, list(text));
      case TRUTH -> plain("boolean");
      case CHOICE -> choice(key.choices());
      case CHOICE_OR_TRUTH -> either(plain("boolean"), choice(key.choices()));
      case COUNT -> count();
      case DOLLARS -> type("number").put("minimum", 0).build();
      case SHARE -> type("number").put("minimum", 0).put("maximum", 1).build();
      case TOKENS -> either(count(), pattern(TOKENS));
      case TIME -> pattern(TIME);
      case TIME_OR_FALSE -> either(constant(false), pattern(TIME));
      case TEXT_MAP -> map(text);
      case TEXT_MAPS -> map(map(text));
      case COUNT_MAP -> map(count());
      case RULES -> list(either(text, rule()));
      case EXAMPLES -> list(example());
      case COMMANDS -> either(text, list(text), map(either(text, list(text))));
      case HOOKS -> hooks();
      case ANY -> Json.Obj.EMPTY;
    };
  }

  private static Json.Obj object(Json.Obj properties, String... required) {
    return type("object")
        .put("properties", properties)
        .put("required", Json.strings(List.of(required)))
        .build();
  }

  private static Json.Obj rule() {
    var texts = list(plain("string"));
    var properties =
        Json.object().put("rule", plain("string")).put("match", texts).put("notMatch", texts);
    return object(properties.build(), "rule");
  }

  private static Json.Obj example() {
    var properties =
        Json.object()
            .put("call", either(plain("string"), plain("object")))
            .put("expect", choice(List.of("allow", "ask", "deny")));
    return object(properties.build(), "call", "expect");
  }

  private static Json.Obj hooks() {
    var entry =
        Json.object()
            .put("type", choice(List.of("command")))
            .put("command", plain("string"))
            .put("timeout", type("number").put("exclusiveMinimum", 0).build())
            .put("sandbox", plain("boolean"))
            .put("onFailure", choice(List.of("block")))
            .put("statusMessage", plain("string"));
    var group =
        Json.object()
            .put("matcher", plain("string"))
            .put("hooks", list(object(entry.build(), "command")));
    var events = Json.object();
    for (var event : HookReader.EVENTS) events.put(event, list(object(group.build(), "hooks")));
    return type("object").put("properties", events.build()).build();
  }

  /** Returns the names of all keys, for those who check something against them. */
  static List<String> names() {
    var names = new ArrayList<String>();
    for (var key : Keys.ALL) names.add(key.name());
    return names;
  }
}
