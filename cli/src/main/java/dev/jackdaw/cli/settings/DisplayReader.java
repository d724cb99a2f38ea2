package dev.jackdaw.cli.settings;

import java.util.List;
import java.util.Optional;

/** Gathers what is said of how things look, the strongest source first. Used once. */
final class DisplayReader {
  static final List<String> KEYS = List.of("theme");

  private Optional<Setting<String>> theme = Optional.empty();

  void add(SettingsSource source) {
    var name = source.text("theme");
    if (theme.isEmpty() && name.isPresent()) theme = Optional.of(source.setting(name.get()));
  }

  DisplaySettings settings() {
    return new DisplaySettings(theme);
  }
}
