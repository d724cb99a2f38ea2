package dev.jackdaw.cli.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the settings say of models beyond the one that is chosen.
 *
 * @param small for small jobs beside the task; {@link #OFF} for none
 * @param aliases what other names stand for
 * @param cacheLifetime how long a provider shall keep an unused prompt; {@link #LEARNED} for what
 *     suits the session
 */
public record ModelSettings(
    Optional<Setting<String>> small,
    Map<String, Setting<String>> aliases,
    Optional<Setting<Duration>> cacheLifetime) {
  /** In place of a model's name: no small jobs. */
  public static final String OFF = "off";

  /** In place of a lifetime: the session finds out. */
  static final Duration LEARNED = Duration.ZERO;

  static final ModelSettings NONE = new ModelSettings(Optional.empty(), Map.of(), Optional.empty());

  /** Returns the lifetime that was asked for; nothing when the session shall find out. */
  public Optional<Duration> givenCacheLifetime() {
    return cacheLifetime.map(Setting::value).filter(lifetime -> !lifetime.equals(LEARNED));
  }

  public ModelSettings {
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }
}
