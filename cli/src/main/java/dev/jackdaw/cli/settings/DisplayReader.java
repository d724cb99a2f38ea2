package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Gathers what is said of how things look, the strongest source first. Used once. */
final class DisplayReader {
  static final List<String> KEYS = List.of("theme", "vim");

  private Optional<Setting<String>> theme = Optional.empty();
  private Optional<Boolean> vim = Optional.empty();

  void add(SettingsSource source) {
    var name = source.text("theme");
    if (theme.isEmpty() && name.isPresent()) theme = Optional.of(source.setting(name.get()));
    var isVim = vim(source);
    if (vim.isEmpty()) vim = isVim;
  }

  private static Optional<Boolean> vim(SettingsSource source) {
    var value = source.value("vim");
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Bool(var isOn)) return Optional.of(isOn);
    throw source.mistake("vim", "true or false");
  }

  DisplaySettings settings() {
    return new DisplaySettings(theme, vim.orElse(false));
  }
}
