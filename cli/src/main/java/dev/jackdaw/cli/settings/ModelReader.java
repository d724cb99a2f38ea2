package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the settings say of models, the strongest place first. Used once. */
final class ModelReader {
  private Optional<Setting<String>> small = Optional.empty();
  private final Map<String, Setting<String>> aliases = new LinkedHashMap<>();
  private Optional<Setting<Duration>> cacheLifetime = Optional.empty();

  void add(SettingsSource source) {
    var name = source.text("smallModel").map(source::setting);
    if (small.isEmpty()) small = name;
    addAliases(source);
    var lifetime = lifetime(source).map(source::setting);
    if (cacheLifetime.isEmpty()) cacheLifetime = lifetime;
  }

  private void addAliases(SettingsSource source) {
    for (var member : source.object("modelAliases").members().entrySet()) {
      var name = member.getKey();
      if (name.isBlank() || !name.equals(name.strip()) || name.contains("/")) {
        throw source.mistake(
            "modelAliases", "an object whose keys are names without a slash, not \"" + name + '"');
      }
      if (!(member.getValue() instanceof Json.Str(var model)) || model.isBlank()) {
        throw source.mistake("modelAliases." + name, "the name of a model");
      }
      aliases.putIfAbsent(name, source.setting(model.strip()));
    }
  }

  private static Optional<Duration> lifetime(SettingsSource source) {
    var text = source.text("cacheLifetime");
    if (text.isEmpty()) return Optional.empty();
    return switch (text.get()) {
      case "auto" -> Optional.of(ModelSettings.LEARNED);
      case "5m" -> Optional.of(Duration.ofMinutes(5));
      case "1h" -> Optional.of(Duration.ofHours(1));
      default -> throw source.mistake("cacheLifetime", "one of", List.of("auto", "5m", "1h"));
    };
  }

  ModelSettings settings() {
    return new ModelSettings(small, aliases, cacheLifetime);
  }
}
