package dev.jackdaw.cli.models;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.Check;
import dev.jackdaw.models.ExtensionCheck;
import dev.jackdaw.models.ModelListing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The list of models, as a table for people or as JSON for programs. */
final class ModelTable {
  private static final String UNKNOWN = "?";
  private static final List<String> HEADINGS =
      List.of("", "WINDOW", "OUTPUT", "IN", "CACHED", "WRITE", "OUT", "");

  private final int columns;

  ModelTable(int columns) {
    this.columns = columns;
  }

  void print(List<ModelListing> models, String date, PrintWriter out) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADINGS);
    for (var model : models) rows.add(row(model));
    var widths = widths(rows);
    var provider = "";
    out.println(line(HEADINGS, widths));
    for (var model : models) {
      if (!model.info().provider().equals(provider)) {
        provider = model.info().provider();
        out.println(provider + ": " + key(model));
      }
      out.println(line(row(model), widths));
    }
    out.println();
    out.println("US dollars per million tokens, as of " + date + "; ? is not known.");
    out.println("--model PROVIDER/NAME or an alias chooses; names that are not listed work too.");
  }

  private static String key(ModelListing model) {
    if (model.isOffered()) return "a server on this machine offers";
    return switch (model.key()) {
      case SET -> "key found";
      case MISSING -> model.keyVariable() + " is not set";
      case NOT_NEEDED -> "needs no key here";
    };
  }

  private static List<String> row(ModelListing model) {
    var info = model.info();
    var row = new ArrayList<String>();
    row.add("  " + info.name());
    row.add(tokens(info.window()));
    row.add(tokens(info.maxOutput()));
    row.add(price(info, Price.INPUT));
    row.add(price(info, Price.CACHE_READ));
    row.add(price(info, Price.CACHE_WRITE));
    row.add(price(info, Price.OUTPUT));
    row.add(notes(model));
    return row;
  }

  private static String notes(ModelListing model) {
    var notes = new ArrayList<String>();
    if (model.isDefault()) notes.add("default");
    if (model.isSmall()) notes.add("side jobs");
    notes.addAll(model.aliases());
    if (model.info().has(ModelInfo.Feature.THINKING)) notes.add("thinking");
    if (model.info().has(ModelInfo.Feature.IMAGES)) notes.add("images");
    return String.join(", ", notes);
  }

  /** Returns a size as vendors write it: 200k, 1M; a million is also what is a little more. */
  static String tokens(int tokens) {
    if (tokens == 0) return UNKNOWN;
    if (tokens < 1_000) return Integer.toString(tokens);
    if (tokens < 1_000_000) return tokens / 1_000 + "k";
    var tenths = tokens / 100_000;
    return tenths % 10 == 0 ? tenths / 10 + "M" : tenths / 10 + "." + tenths % 10 + "M";
  }

  private enum Price {
    INPUT,
    CACHE_READ,
    CACHE_WRITE,
    OUTPUT;

    double of(Prices prices) {
      return switch (this) {
        case INPUT -> prices.input();
        case CACHE_READ -> prices.cacheRead();
        case CACHE_WRITE -> prices.cacheWrite();
        case OUTPUT -> prices.output();
      };
    }
  }

  private static String price(ModelInfo info, Price price) {
    return info.prices().map(prices -> dollars(price.of(prices))).orElse(UNKNOWN);
  }

  /** Returns at least two decimals, and a third where it counts. */
  static String dollars(double dollars) {
    var text = String.format(Locale.ROOT, "%.3f", dollars);
    return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
  }

  private static int[] widths(List<List<String>> rows) {
    var widths = new int[HEADINGS.size() - 1];
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    }
    return widths;
  }

  /** Names stand to the left, numbers to the right. */
  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder(row.getFirst());
    line.append(" ".repeat(widths[0] - line.length()));
    for (var i = 1; i < widths.length; i++) {
      line.append(" ".repeat(2 + widths[i] - row.get(i).length())).append(row.get(i));
    }
    if (!row.getLast().isEmpty()) line.append("  ").append(row.getLast());
    var text = line.toString().stripTrailing();
    return text.length() <= columns ? text : text.substring(0, columns - 3) + "...";
  }

  static Json json(
      List<ModelListing> models,
      List<ExtensionCheck> extensions,
      String date,
      Optional<String> small) {
    var list = new ArrayList<Json>();
    for (var model : models) list.add(json(model));
    var others = new ArrayList<Json>();
    for (var extension : extensions) others.add(json(extension));
    return Json.object()
        .put("facts_date", date)
        .put("small_model", small.map(Json::of))
        .put("models", Json.array(list))
        .put("extensions", Json.array(others))
        .build();
  }

  private static Json json(ExtensionCheck extension) {
    return Json.object()
        .put("provider", extension.provider())
        .put("installed", extension.isInstalled())
        .put("credentials_found", !extension.credentials().isEmpty())
        .putUnlessEmpty("credentials", extension.credentials())
        .putUnlessEmpty("advice", extension.advice())
        .build();
  }

  private static Json json(ModelListing model) {
    var info = model.info();
    var features = new ArrayList<Json>();
    for (var feature : new TreeSet<>(info.features())) {
      features.add(Json.of(feature.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    var aliases = new ArrayList<Json>();
    for (var alias : model.aliases()) aliases.add(Json.of(alias));
    return Json.object()
        .put("id", info.id())
        .put("window", known(info.window()))
        .put("max_output", known(info.maxOutput()))
        .put("features", Json.array(features))
        .put("dollars_per_million_tokens", info.prices().map(ModelTable::json))
        .put("aliases", Json.array(aliases))
        .put("default", model.isDefault())
        .put("side_jobs", model.isSmall())
        .put("offered_here", model.isOffered())
        .put("key_variable", model.keyVariable())
        .put("key_found", model.key() == Check.Key.SET)
        .put("key_needed", model.key() != Check.Key.NOT_NEEDED)
        .build();
  }

  private static Json known(int tokens) {
    return tokens == 0 ? Json.Null.INSTANCE : Json.of(tokens);
  }

  private static Json json(Prices prices) {
    return Json.object()
        .put("input", Json.of(prices.input()))
        .put("cache_read", Json.of(prices.cacheRead()))
        .put("cache_write", Json.of(prices.cacheWrite()))
        .put("cache_write_1h", prices.hourWrite().map(price -> Json.of((double) price)))
        .put("output", Json.of(prices.output()))
        .build();
  }
}
