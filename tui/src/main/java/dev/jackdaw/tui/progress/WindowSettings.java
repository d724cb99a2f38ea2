package dev.jackdaw.tui.progress;

import java.util.Locale;
import java.util.Optional;

/**
 * What the window may be asked for.
 *
 * @param hasTitle whether its title says what the session is at
 */
public record WindowSettings(Notifications notifications, boolean hasTitle) {
  /** How a person is called who looks elsewhere. */
  public enum Notifications {
    /** As the terminal can. */
    AUTO,
    /** By the bell alone. */
    BELL,
    OFF;

    /** Finds it by its name in settings. */
    public static Optional<Notifications> parse(String name) {
      for (var each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(each);
      }
      return Optional.empty();
    }
  }

  public static final WindowSettings STANDARD = new WindowSettings(Notifications.AUTO, true);
}
