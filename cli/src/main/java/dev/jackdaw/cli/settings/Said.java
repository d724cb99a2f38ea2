package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a place says of a key, and what becomes of it.
 *
 * @param where as exactly as is known
 * @param inForce whether it has a part in what holds
 * @param why as a predicate to what is said
 */
record Said(SettingsSource source, Json value, String where, boolean inForce, String why) {

  /** Returns what all sources say of the key, the strongest first. */
  static List<Said> of(Key key, List<SettingsSource> sources) {
    var saying = sources.stream().filter(source -> source.value(key.name()).isPresent()).toList();
    var winner = winner(key, saying);
    var all = new ArrayList<Said>();
    for (var source : saying) {
      var value = source.value(key.name()).orElseThrow();
      var dot = key.name().indexOf('.');
      var where =
          dot < 0
              ? source.place("", key.name())
              : source.place(key.name().substring(0, dot), key.name().substring(dot + 1));
      var withheld = withheld(key, source, value);
      all.add(
          withheld.isPresent()
              ? new Said(source, value, where, false, withheld.get())
              : judged(key, source, value, where, winner));
    }
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // two places may say the same
  private static Said judged(
      Key key, SettingsSource source, Json value, String where, @Nullable SettingsSource winner) {
    return switch (key.merging()) {
      case ADDS -> new Said(source, value, where, true, "counts with all others");
      case BY_NAME -> new Said(source, value, where, true, "counts, but for names set above it");
      case STRONGEST, LOWEST, STRICTEST ->
          source == winner
              ? new Said(source, value, where, true, "counts")
              : new Said(source, value, where, false, losing(key, winner));
    };
  }

  private static String losing(Key key, @Nullable SettingsSource winner) {
    var other = winner == null ? "another place" : winner.origin().toString();
    return switch (key.merging()) {
      case LOWEST -> "does not count: " + other + " is lower or replaces it";
      case STRICTEST -> "does not count: " + other + " is stricter or comes first";
      case STRONGEST, ADDS, BY_NAME -> "does not count: " + other + " comes first";
    };
  }

  /** Returns why a project's file has no say here, if it has none. */
  private static Optional<String> withheld(Key key, SettingsSource source, Json value) {
    var layer = source.origin().layer();
    if (!layer.isProject()) {
      return key.project() == Key.ProjectMay.NOTHING && layer != Layer.MANAGED
          ? Optional.of("has no effect: it is for managed settings")
          : Optional.empty();
    }
    return switch (key.project()) {
      case SET -> Optional.empty();
      case TIGHTEN ->
          isLaxest(key, value)
              ? Optional.of("has no effect: a project may only make it stricter")
              : Optional.empty();
      case PROPOSE ->
          Optional.of(
              new Proposal(key.name(), value, source.origin()).isAcceptedByTrust()
                  ? "counts once the folder is trusted"
                  : "has no effect: a project may not set it");
      case NOTHING -> Optional.of("has no effect: it is for managed settings");
    };
  }

  private static boolean isLaxest(Key key, Json value) {
    return !key.choices().isEmpty() && value.equals(Json.of(key.choices().getFirst()));
  }

  private static @Nullable SettingsSource winner(Key key, List<SettingsSource> saying) {
    var counting =
        saying.stream()
            .filter(
                source -> withheld(key, source, source.value(key.name()).orElseThrow()).isEmpty())
            .toList();
    if (counting.isEmpty()) return null;
    return switch (key.merging()) {
      case STRONGEST, ADDS, BY_NAME -> counting.getFirst();
      case LOWEST -> lowest(key, counting);
      case STRICTEST -> strictest(key, counting);
    };
  }

  private static SettingsSource lowest(Key key, List<SettingsSource> counting) {
    var limit = new Tightest<Double>();
    for (var source : counting) {
      measure(source.value(key.name()).orElseThrow())
          .ifPresent(value -> limit.add(source.setting(value)));
    }
    var origin = limit.value().map(Setting::origin);
    return counting.stream()
        .filter(source -> Optional.of(source.origin()).equals(origin))
        .findFirst()
        .orElse(counting.getFirst());
  }

  /** Numbers, amounts of tokens and times can be compared. */
  private static Optional<Double> measure(Json value) {
    return switch (value) {
      case Json.Num number -> Optional.of(number.asDouble());
      case Json.Str(var text) -> {
        var tokens = Values.tokens(text).map(Long::doubleValue);
        yield tokens.isPresent()
            ? tokens
            : Values.duration(text).map(time -> (double) time.toMillis());
      }
      case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  /** Managed and project places may ask for more; of the others the strongest is followed. */
  private static SettingsSource strictest(Key key, List<SettingsSource> counting) {
    var best = counting.getFirst();
    var chosen = false;
    for (var source : counting) {
      var layer = source.origin().layer();
      var free = layer != Layer.MANAGED && !layer.isProject();
      if (free && chosen) continue;
      chosen |= free;
      if (strictness(key, source) > strictness(key, best)) best = source;
    }
    return best;
  }

  private static int strictness(Key key, SettingsSource source) {
    return switch (source.value(key.name()).orElseThrow()) {
      case Json.Bool(var on) -> on ? 1 : 0;
      case Json.Str(var text) -> 1 + key.choices().indexOf(text);
      case Json.Obj _, Json.Arr _, Json.Num _, Json.Null _ -> 0;
    };
  }
}
