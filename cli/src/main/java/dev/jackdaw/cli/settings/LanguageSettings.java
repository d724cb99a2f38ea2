package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What settings say of language servers.
 *
 * @param off whether none is used
 * @param entries the strongest place first; of equal names the first counts
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

  /** One server, or what is different about a known one, unchecked. */
  public record Entry(String name, Json.Obj content, Origin origin) {}
}
