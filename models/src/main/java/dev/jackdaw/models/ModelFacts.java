package dev.jackdaw.models;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about models: windows, limits, features, prices, aliases. It is data with a date
 * ({@code model-facts.json}), and a file of the user's is laid over it, member by member. What no
 * file says is unknown, never guessed. Immutable.
 */
public final class ModelFacts {
  private final Json.Obj shipped;
  private final Json.Obj own;
  private final Aliases aliases;

  private ModelFacts(Json.Obj shipped, Json.Obj own, Json.Obj chosen) {
    this.shipped = shipped;
    this.own = own;
    this.aliases = Aliases.of(List.of(chosen, own.object("aliases"), shipped.object("aliases")));
  }

  /** Reads the facts that came with this release. */
  public static ModelFacts shipped() {
    return new ModelFacts(Resource.read(), Json.Obj.EMPTY, Json.Obj.EMPTY);
  }

  /**
   * Reads the facts that came with this release and lays a file over them.
   *
   * @throws JackdawException of kind user when the file cannot be read or says something
   *     impossible; the message names file and member
   */
  public static ModelFacts with(Path file) {
    return new ModelFacts(Resource.read(), read(file), Json.Obj.EMPTY);
  }

  private static final class Resource {
    private static Json.Obj read() {
      try (var in = ModelFacts.class.getResourceAsStream("model-facts.json")) {
        if (in == null) throw new IllegalStateException("no model-facts.json beside ModelFacts");
        return Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Json.Obj read(Path file) {
    try {
      var facts = Json.parseObject(Files.readString(file));
      FactsCheck.require(facts);
      return facts;
    } catch (IOException | JsonException | FactsCheck.InvalidFactException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "model-facts",
          "The model facts in " + file + " cannot be used: " + reason(e) + ".",
          e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof IOException) return "the file cannot be read as UTF-8 text (" + e + ")";
    return String.valueOf(e.getMessage());
  }

  /** Returns the day the shipped facts were true, as {@code 2026-11-23}. */
  public String date() {
    return shipped.string("date", "");
  }

  /** Returns what an alias such as {@code sonnet} stands for in the end: {@code provider/name}. */
  public Optional<String> alias(String name) {
    return aliases.meaning(name);
  }

  /**
   * Returns these facts with further aliases, which go before those of the files.
   *
   * @throws JackdawException of kind user when one cannot be meant
   */
  ModelFacts withAliases(Map<String, String> others) {
    if (others.isEmpty()) return this;
    for (var name : others.keySet()) {
      if (Provider.named(name).isEmpty() && !exactNames().contains(name)) continue;
      throw Aliases.unusable(
          name,
          Provider.named(name).isPresent()
              ? "that is the name of a provider"
              : "that is the name of a model");
    }
    var members = new LinkedHashMap<String, Json>();
    others.forEach((name, model) -> members.put(name, Json.of(model)));
    return new ModelFacts(shipped, own, new Json.Obj(members));
  }

  /** Returns the names of models as they are written, without those that begin a family. */
  private Set<String> exactNames() {
    var names = new LinkedHashSet<String>();
    for (var facts : List.of(own, shipped)) {
      for (var entry : facts.array("models")) {
        if (!(entry instanceof Json.Obj model)) continue;
        for (var name : model.array("names")) {
          if (name instanceof Json.Str(var text)) names.add(plain(text));
        }
      }
    }
    return names;
  }

  /** Returns the model a provider is asked for when nobody chose one. */
  Optional<String> defaultModel(String provider) {
    return own.object("defaults")
        .string(provider)
        .or(() -> shipped.object("defaults").string(provider));
  }

  /** Returns the model a provider is asked for small jobs beside a task. */
  Optional<String> smallModel(String provider) {
    return own.object("small").string(provider).or(() -> shipped.object("small").string(provider));
  }

  /** Returns every known name and alias of a provider, empty for all providers. */
  List<String> names(String provider) {
    var names = new ArrayList<String>();
    for (var facts : List.of(own, shipped)) {
      for (var entry : facts.array("models")) {
        if (!(entry instanceof Json.Obj model)) continue;
        if (!provider.isEmpty() && !model.string("provider", "").equals(provider)) continue;
        for (var name : model.array("names")) {
          if (name instanceof Json.Str(var text)) names.add(plain(text));
        }
      }
    }
    if (provider.isEmpty()) names.addAll(aliases.names());
    return names;
  }

  /**
   * Returns the names a list shows for a provider: those of the user's own entries and of entries
   * with a price, what aliases stand for, and the default. An entry without a price may stand for a
   * family of which nothing more is known.
   */
  List<String> listed(String provider) {
    var names = new LinkedHashSet<String>();
    collect(own, provider, names);
    var start = provider + "/";
    for (var alias : aliases.names()) {
      var meant = alias(alias).orElse("");
      if (meant.startsWith(start)) names.add(meant.substring(start.length()));
    }
    defaultModel(provider).ifPresent(names::add);
    collect(shipped, provider, names);
    return List.copyOf(names);
  }

  private void collect(Json.Obj facts, String provider, Set<String> names) {
    for (var entry : facts.array("models")) {
      if (!(entry instanceof Json.Obj model)) continue;
      if (!model.string("provider", "").equals(provider)) continue;
      if (!facts.equals(own) && !model.has("prices")) continue;
      for (var name : model.array("names")) {
        if (name instanceof Json.Str(var text) && !isDated(text)) names.add(plain(text));
      }
    }
  }

  /** Returns whether a pattern catches the dated names of a model that is listed without a date. */
  private static boolean isDated(String pattern) {
    return pattern.endsWith("-20*");
  }

  /** Returns the aliases that stand for {@code provider/name}. */
  List<String> aliasesOf(String id) {
    var found = new ArrayList<String>();
    for (var alias : aliases.names()) {
      if (alias(alias).filter(id::equals).isPresent()) found.add(alias);
    }
    return found;
  }

  /** Returns the provider whose entry covers the name. */
  Optional<String> providerOf(String name) {
    for (var facts : List.of(own, shipped)) {
      Json.Obj best = null;
      for (var entry : facts.array("models")) {
        if (entry instanceof Json.Obj model && closer(model, best, name)) best = model;
      }
      if (best != null) return best.string("provider");
    }
    return Optional.empty();
  }

  /**
   * Returns how a server of Chat Completions differs.
   *
   * @param provider as users write it
   */
  Set<Quirks> quirks(String provider, URI base, String name) {
    return QuirkTable.find(List.of(shipped, own), provider, base, name);
  }

  /** Returns what is known about a model; for an unknown one that is nothing. */
  public ModelInfo info(String provider, String name) {
    return find(provider, provider, name).info();
  }

  /**
   * Returns what is known.
   *
   * @param shown the provider's name in the result
   * @param provider the provider's name in the files
   */
  ModelFact find(String shown, String provider, String name) {
    var merged = new LinkedHashMap<String, Json>();
    for (var facts : List.of(shipped, own)) {
      var entry = entry(facts, provider, name);
      if (entry != null) merged.putAll(entry.members());
    }
    var fact = new Json.Obj(merged);
    var info =
        new ModelInfo(
            shown,
            name,
            (int) fact.integer("window", 0),
            (int) fact.integer("maxOutput", 0),
            features(fact),
            prices(fact),
            efforts(fact));
    return new ModelFact(info, thinking(fact), budgets(fact));
  }

  private static Json.@Nullable Obj entry(Json.Obj facts, String provider, String name) {
    Json.Obj best = null;
    for (var entry : facts.array("models")) {
      if (entry instanceof Json.Obj model
          && model.string("provider", "").equals(provider)
          && closer(model, best, name)) {
        best = model;
      }
    }
    return best;
  }

  /** Returns whether the entry covers the name, and with a longer pattern than the best so far. */
  private static boolean closer(Json.Obj model, Json.@Nullable Obj best, String name) {
    var length = matched(model, name);
    return length >= 0 && (best == null || length > matched(best, name));
  }

  /** Returns how long the longest matching pattern is, -1 for none. */
  private static int matched(Json.Obj model, String name) {
    var longest = -1;
    for (var pattern : model.array("names")) {
      if (!(pattern instanceof Json.Str(var text))) continue;
      var open = text.endsWith("*");
      if (open ? name.startsWith(plain(text)) : name.equals(text)) {
        longest = Math.max(longest, open ? text.length() : 1000);
      }
    }
    return longest;
  }

  private static String plain(String pattern) {
    return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
  }

  private static EnumSet<ModelInfo.Feature> features(Json.Obj fact) {
    var features = EnumSet.noneOf(ModelInfo.Feature.class);
    for (var feature : fact.array("features")) {
      if (feature instanceof Json.Str(var text)) {
        features.add(ModelInfo.Feature.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
      }
    }
    return features;
  }

  private static Optional<Prices> prices(Json.Obj fact) {
    if (fact.get("prices").isEmpty()) return Optional.empty();
    var beyond = fact.get("pricesBeyond").isPresent();
    return Optional.of(
        prices(
            fact.object("prices"),
            fact.integer("pricesUpTo", 0),
            beyond
                ? Optional.of(prices(fact.object("pricesBeyond"), 0, Optional.empty()))
                : Optional.empty()));
  }

  private static Prices prices(Json.Obj prices, long upTo, Optional<Prices> beyond) {
    var input = prices.number("input").orElse(0.0);
    return new Prices(
        input,
        prices.number("cacheWrite").orElse(input),
        prices.number("cacheRead").orElse(input),
        prices.number("output").orElse(0.0),
        upTo,
        beyond,
        prices.number("cacheWrite1h"));
  }

  private static ThinkingStyle thinking(Json.Obj fact) {
    var text = fact.string("thinking", "none");
    for (var style : ThinkingStyle.values()) {
      if (style.text().equals(text)) return style;
    }
    return ThinkingStyle.NONE;
  }

  private static Set<Effort> efforts(Json.Obj fact) {
    var efforts = EnumSet.noneOf(Effort.class);
    for (var effort : fact.array("efforts")) {
      if (effort instanceof Json.Str(var text)) Effort.parse(text).ifPresent(efforts::add);
    }
    if (!efforts.isEmpty()) return efforts;
    return switch (thinking(fact)) {
      case BUDGET -> budgets(fact).keySet();
      case ADAPTIVE, LEVEL, EFFORT, EFFORT_WITHOUT_TOOLS -> thinking(fact).efforts();
      case NONE -> efforts;
    };
  }

  private static Map<Effort, Integer> budgets(Json.Obj fact) {
    var budgets = new EnumMap<Effort, Integer>(Effort.class);
    for (var budget : fact.object("budgets").members().keySet()) {
      budgets.put(
          Effort.valueOf(budget.toUpperCase(Locale.ROOT)),
          (int) fact.object("budgets").integer(budget, 0));
    }
    return budgets;
  }
}
