package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import dev.jackdaw.engine.ContextSettings;
import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;
import java.util.List;
import java.util.Optional;

/** Gathers what is said of the context from the sources, the strongest first. Used once. */
final class ContextReader {
  static final String KEY = "context";

  private static final int LEAST_WINDOW = 8_000;
  private static final int LEAST_TAIL = 1_000;
  private static final int LEAST_CAP = 500;
  private static final double LEAST_THRESHOLD = 0.3;

  private Optional<Profile> profile = Optional.empty();
  private Optional<Notes.When> note = Optional.empty();
  private Optional<Integer> window = Optional.empty();
  private Optional<Integer> tail = Optional.empty();
  private Optional<Integer> cap = Optional.empty();
  private Optional<Double> threshold = Optional.empty();

  /** Takes what a source says of what is not known yet. */
  void add(SettingsSource source) {
    if (profile.isEmpty()) profile = profile(source);
    if (note.isEmpty()) note = note(source);
    if (window.isEmpty()) window = tokens(source, "window", LEAST_WINDOW);
    if (tail.isEmpty()) tail = tokens(source, "tail", LEAST_TAIL);
    if (cap.isEmpty()) cap = tokens(source, "cap", LEAST_CAP);
    if (threshold.isEmpty()) threshold = threshold(source);
  }

  private static Optional<Profile> profile(SettingsSource source) {
    var name = KEY + ".profile";
    return source
        .text(name)
        .map(text ->
            switch (text) {
              case "frugal" -> Profile.FRUGAL;
              case "balanced" -> Profile.BALANCED;
              case "verbatim" -> Profile.VERBATIM;
              default ->
                  throw source.mistake(name, "one of", List.of("frugal", "balanced", "verbatim"));
            });
  }

  private static Optional<Notes.When> note(SettingsSource source) {
    var name = KEY + ".note";
    return source
        .text(name)
        .map(text ->
            switch (text) {
              case "auto" -> Notes.When.WORTHWHILE;
              case "on" -> Notes.When.ALWAYS;
              case "off" -> Notes.When.NEVER;
              default -> throw source.mistake(name, "one of", List.of("auto", "on", "off"));
            });
  }

  private static Optional<Integer> tokens(SettingsSource source, String key, int least) {
    var name = KEY + "." + key;
    var value = source.value(name);
    if (value.isEmpty()) return Optional.empty();
    var text =
        switch (value.get()) {
          case Json.Num(var literal) -> literal;
          case Json.Str(var written) -> written;
          case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> "";
        };
    var read = Values.tokens(text).filter(count -> count >= least && count <= Integer.MAX_VALUE);
    if (read.isPresent()) return Optional.of(read.get().intValue());
    throw source.mistake(name, "tokens, at least " + least + ", such as " + 4 * least);
  }

  private static Optional<Double> threshold(SettingsSource source) {
    var name = KEY + ".threshold";
    var value = source.value(name);
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Num number) {
      var share = number.asDouble();
      if (share >= LEAST_THRESHOLD && share <= 1) return Optional.of(share);
    }
    throw source.mistake(name, "a number from " + LEAST_THRESHOLD + " to 1, such as 0.8");
  }

  ContextSettings settings() {
    var settings =
        ContextSettings.STANDARD
            .withProfile(profile.orElse(Profile.BALANCED))
            .withNote(note.orElse(ContextSettings.STANDARD.note()))
            .withWindow(window.orElse(0))
            .withCap(cap.orElse(ContextSettings.STANDARD.cap()))
            .withThreshold(threshold.orElse(ContextSettings.STANDARD.threshold()));
    return tail.map(settings::withTail).orElse(settings);
  }
}
