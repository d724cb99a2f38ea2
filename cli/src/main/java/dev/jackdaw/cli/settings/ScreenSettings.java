package dev.jackdaw.cli.settings;

import java.util.Optional;

/**
 * What is said of the terminal.
 *
 * @param notifications {@code auto}, {@code bell} or {@code off}
 * @param hasTitle whether the window's title says what the session is at
 * @param statusLine the command whose output is the line at the bottom
 */
public record ScreenSettings(String notifications, boolean hasTitle, Optional<String> statusLine) {
  public static final ScreenSettings STANDARD = new ScreenSettings("auto", true, Optional.empty());
}
