package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads settings that are in no file yet, to see whether they could be. */
final class SettingsTrial {
  private SettingsTrial() {}

  /** Returns what is wrong with them, if anything is. */
  static Optional<String> problem(Json.Obj content) {
    var nowhere = Path.of("").toAbsolutePath();
    var environment = new Environment(Map.of(), Platform.LINUX, "", nowhere, nowhere);
    var source = new SettingsSource(new Origin(Layer.USER, "it"), content, nowhere, false);
    try {
      new SettingsMerge(environment).merge(List.of(source));
      return Optional.empty();
    } catch (SettingsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
