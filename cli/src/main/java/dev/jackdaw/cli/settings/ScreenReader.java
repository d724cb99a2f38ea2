package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Gathers what is said of the terminal from the sources, the strongest first. Used once. */
final class ScreenReader {
  static final List<String> KEYS = List.of("notifications", "terminalTitle", "statusLine");
  private static final List<String> NOTIFICATIONS = List.of("auto", "bell", "off");

  private Optional<String> notifications = Optional.empty();
  private Optional<Boolean> title = Optional.empty();
  private Optional<String> statusLine = Optional.empty();

  /** Takes what a source says of what is not known yet. */
  void add(SettingsSource source) {
    var how = source.text("notifications");
    if (how.isPresent() && !NOTIFICATIONS.contains(how.get())) {
      throw source.mistake("notifications", "one of", NOTIFICATIONS);
    }
    if (notifications.isEmpty()) notifications = how;
    if (title.isEmpty()) title = truth(source);
    if (statusLine.isEmpty()) statusLine = command(source);
  }

  private static Optional<Boolean> truth(SettingsSource source) {
    var value = source.value("terminalTitle");
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Bool(var on)) return Optional.of(on);
    throw source.mistake("terminalTitle", "true or false");
  }

  /** As users know it: {@code {"type": "command", "command": "..."}}. */
  private static Optional<String> command(SettingsSource source) {
    var value = source.value("statusLine");
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Obj line
        && line.string("type", "command").equals("command")
        && !line.string("command", "").isBlank()) {
      return line.string("command");
    }
    throw source.mistake("statusLine", "{\"type\": \"command\", \"command\": \"...\"}");
  }

  ScreenSettings settings() {
    return new ScreenSettings(notifications.orElse("auto"), title.orElse(true), statusLine);
  }
}
