package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What settings say of language servers.
 *
 * @param off whether none is used
 * @param entries the strongest place first, those of a project too, which need trust
 * @param patience how long an edit waits for diagnostics; zero for not at all
 * @param megabytes how much memory each may take
 */
public record LanguageSettings(
    boolean off, List<Entry> entries, Optional<Duration> patience, Optional<Integer> megabytes) {
  public static final LanguageSettings NONE =
      new LanguageSettings(false, List.of(), Optional.empty(), Optional.empty());

  public LanguageSettings {
    entries = List.copyOf(entries);
  }

  /** Returns those that count, of each name the strongest. */
  public List<Entry> inForce(boolean trusted) {
    var found = new LinkedHashMap<String, Entry>();
    for (var entry : entries) {
      if (trusted || !entry.isOfProject()) found.putIfAbsent(entry.name(), entry);
    }
    return List.copyOf(found.values());
  }

  /** One server, or what is different about a known one, unchecked. */
  public record Entry(String name, Json.Obj content, Origin origin) {
    public boolean isOfProject() {
      return origin.layer().isProject();
    }
  }
}
