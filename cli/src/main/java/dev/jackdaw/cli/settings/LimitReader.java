package dev.jackdaw.cli.settings;

import java.util.List;
import java.util.Optional;

/** Collects what the settings say of limits, the strongest place first. Used once. */
final class LimitReader {
  static final List<String> KEYS = List.of("loopDetection");

  private Optional<Setting<Boolean>> loopDetection = Optional.empty();

  void add(SettingsSource source) {
    addLoopDetection(source);
  }

  /** A project may ask for it, not do without it. */
  private void addLoopDetection(SettingsSource source) {
    var text = source.text("loopDetection");
    if (text.isEmpty()) return;
    var on =
        switch (text.get()) {
          case "on" -> true;
          case "off" -> false;
          default -> throw source.mistake("loopDetection", "one of", List.of("on", "off"));
        };
    if (!on && source.origin().layer().isProject() || loopDetection.isPresent()) return;
    loopDetection = Optional.of(source.setting(on));
  }

  LimitSettings settings() {
    return new LimitSettings(loopDetection);
  }
}
