package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.util.List;

/** Reads {@code permissions.examples}. */
final class ExampleReader {
  private static final String NAME = "permissions.examples";
  private static final List<String> WORDS = List.of("allow", "ask", "deny");

  private final SettingsSource source;

  ExampleReader(SettingsSource source) {
    this.source = source;
  }

  void addTo(List<PermissionExample> examples) {
    var value = source.value(NAME);
    if (value.isEmpty()) return;
    if (!(value.get() instanceof Json.Arr(var elements))) throw mistake();
    for (var element : elements) {
      if (!(element instanceof Json.Obj example)) throw mistake();
      var call = example.get("call").orElseThrow(this::mistake);
      var expected = example.string("expect", "");
      if (!WORDS.contains(expected)) throw source.mistake(NAME + ".expect", "one of", WORDS);
      examples.add(new PermissionExample(call, expected, example, source.origin()));
    }
  }

  private SettingsException mistake() {
    return source.mistake(NAME, "a list of {\"call\": ..., \"expect\": ...}");
  }
}
