package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.shell.JobOptions;
import dev.jackdaw.tools.shell.Patience;
import java.time.Duration;
import java.util.Optional;

/** Gathers what is said of commands from the sources, the strongest first. Used once. */
final class ShellReader {
  static final String KEY = "shell";

  private Optional<Duration> silence = Optional.empty();
  private Optional<Duration> background = Optional.empty();
  private Optional<Boolean> keptAfterCrash = Optional.empty();

  /** Takes what a source says of what is not known yet. */
  void add(SettingsSource source) {
    if (silence.isEmpty()) silence = time(source, "silence");
    if (background.isEmpty()) background = time(source, "background");
    if (keptAfterCrash.isEmpty()) keptAfterCrash = truth(source);
  }

  private static Optional<Duration> time(SettingsSource source, String key) {
    return source.timeOrFalse(KEY + "." + key, "a time such as \"90s\", or false for never");
  }

  private static Optional<Boolean> truth(SettingsSource source) {
    var name = KEY + ".keepAfterCrash";
    var value = source.value(name);
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Bool(var kept)) return Optional.of(kept);
    throw source.mistake(name, "true or false");
  }

  JobOptions jobs() {
    var patience =
        new Patience(
            silence.orElse(Patience.STANDARD.silence()),
            background.orElse(Patience.STANDARD.background()));
    return JobOptions.STANDARD
        .withPatience(patience)
        .withKeptAfterCrash(keptAfterCrash.orElse(false));
  }
}
