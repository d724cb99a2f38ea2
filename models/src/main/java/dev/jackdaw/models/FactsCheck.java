package dev.jackdaw.models;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Checks a file of model facts before it is used, so that a slip is told and not ignored. */
final class FactsCheck {
  private static final List<String> TOP =
      List.of("date", "source", "aliases", "defaults", "small", "models", "quirks");
  private static final List<String> ROW =
      List.of("host", "provider", "names", "quirks", "without", "note");
  private static final List<String> MODEL =
      List.of(
          "provider",
          "names",
          "window",
          "maxOutput",
          "features",
          "thinking",
          "budgets",
          "efforts",
          "prices",
          "pricesUpTo",
          "pricesBeyond",
          "note");
  private static final List<String> EFFORTS =
      Effort.texts(EnumSet.range(Effort.MINIMAL, Effort.MAX));
  private static final List<String> PRICES =
      List.of("input", "cacheWrite", "cacheWrite1h", "cacheRead", "output");

  private FactsCheck() {}

  /** Something in the facts is impossible. The message names the member. */
  static final class InvalidFactException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidFactException(String message) {
      super(message);
    }
  }

  static void require(Json.Obj facts) throws InvalidFactException {
    known(facts, TOP, "");
    strings(facts, "aliases");
    strings(facts, "defaults");
    strings(facts, "small");
    var models = facts.get("models").orElse(Json.Arr.EMPTY);
    if (!(models instanceof Json.Arr(var entries))) throw wrong("models", "an array", models);
    for (var i = 0; i < entries.size(); i++) {
      var path = "models[" + i + "]";
      if (!(entries.get(i) instanceof Json.Obj model)) {
        throw wrong(path, "an object", entries.get(i));
      }
      model(model, path + ".");
    }
    quirks(facts);
  }

  private static void quirks(Json.Obj facts) throws InvalidFactException {
    var rows = facts.get("quirks").orElse(Json.Arr.EMPTY);
    if (!(rows instanceof Json.Arr(var entries))) throw wrong("quirks", "an array", rows);
    for (var i = 0; i < entries.size(); i++) {
      var path = "quirks[" + i + "]";
      if (!(entries.get(i) instanceof Json.Obj row)) {
        throw wrong(path, "an object", entries.get(i));
      }
      known(row, ROW, path + ".");
      if (!row.has("host") && !row.has("provider") && row.array("names").isEmpty()) {
        throw new InvalidFactException(
            path + " is about nobody; expected a host, a provider or names of models");
      }
      for (var member : List.of("quirks", "without")) {
        for (var quirk : row.array(member)) oneOf(quirk, quirkNames(), path + "." + member);
      }
    }
  }

  private static List<String> quirkNames() {
    var names = new ArrayList<String>();
    for (var quirk : Quirks.values()) names.add(quirk.text());
    return names;
  }

  private static void model(Json.Obj model, String path) throws InvalidFactException {
    known(model, MODEL, path);
    if (model.string("provider", "").isEmpty()) {
      throw new InvalidFactException(path + "provider is missing; expected a provider's name");
    }
    if (model.array("names").isEmpty()) {
      throw new InvalidFactException(
          path + "names is missing; expected names, each with or without a * at its end");
    }
    for (var name : model.array("names")) {
      if (!(name instanceof Json.Str)) throw wrong(path + "names", "an array of strings", name);
    }
    for (var member : List.of("window", "maxOutput", "pricesUpTo")) tokens(model, member, path);
    oneOf(model.get("thinking").orElse(Json.of("none")), styles(), path + "thinking");
    for (var feature : model.array("features")) oneOf(feature, features(), path + "features");
    for (var effort : model.array("efforts")) oneOf(effort, EFFORTS, path + "efforts");
    var budgets = model.object("budgets");
    known(budgets, EFFORTS, path + "budgets.");
    for (var effort : budgets.members().keySet()) tokens(budgets, effort, path + "budgets.");
    prices(model, "prices", path);
    prices(model, "pricesBeyond", path);
  }

  private static void prices(Json.Obj model, String name, String path) throws InvalidFactException {
    var value = model.get(name);
    if (value.isEmpty()) return;
    if (!(value.get() instanceof Json.Obj prices)) {
      throw wrong(path + name, "an object", value.get());
    }
    known(prices, PRICES, path + name + ".");
    for (var member : prices.members().entrySet()) {
      if (!(member.getValue() instanceof Json.Num number) || number.asDouble() < 0) {
        throw wrong(
            path + name + "." + member.getKey(), "dollars per million tokens", member.getValue());
      }
    }
    for (var member : List.of("input", "output")) {
      if (!prices.has(member)) {
        throw new InvalidFactException(
            path + name + "." + member + " is missing; expected dollars per million tokens");
      }
    }
  }

  private static void tokens(Json.Obj object, String member, String path)
      throws InvalidFactException {
    var value = object.get(member);
    if (value.isEmpty()) return;
    var count = object.integer(member, -1);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw wrong(path + member, "a whole number of tokens", value.get());
    }
  }

  private static void strings(Json.Obj facts, String member) throws InvalidFactException {
    for (var entry : facts.object(member).members().entrySet()) {
      if (!(entry.getValue() instanceof Json.Str)) {
        throw wrong(member + "." + entry.getKey(), "a model's name", entry.getValue());
      }
    }
  }

  private static void oneOf(Json value, List<String> known, String path)
      throws InvalidFactException {
    if (value instanceof Json.Str(var text) && known.contains(text)) return;
    throw wrong(path, "one of " + String.join(", ", known), value);
  }

  private static List<String> styles() {
    var styles = new ArrayList<String>();
    for (var style : ThinkingStyle.values()) styles.add(style.text());
    return styles;
  }

  private static List<String> features() {
    var features = new ArrayList<String>();
    for (var feature : ModelInfo.Feature.values()) {
      features.add(feature.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return features;
  }

  private static void known(Json.Obj object, List<String> members, String path)
      throws InvalidFactException {
    for (var member : object.members().keySet()) {
      if (members.contains(member)) continue;
      throw new InvalidFactException(
          "there is no member \"" + path + member + "\"" + Nearest.hint(member, members));
    }
  }

  private static InvalidFactException wrong(String path, String expected, Json value) {
    var shown = value.compact();
    return new InvalidFactException(
        path
            + " must be "
            + expected
            + ", was "
            + (shown.length() > 60 ? shown.substring(0, 57) + "..." : shown));
  }
}
