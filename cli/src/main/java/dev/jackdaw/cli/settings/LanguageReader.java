package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import dev.jackdaw.cli.settings.LanguageSettings.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is said of language servers from the sources, the strongest first. Used once. */
final class LanguageReader {
  static final String KEY = "languageServers";
  static final String WAIT = "languageServerWait";
  static final String MEMORY = "languageServerMemory";

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> warnings;
  private boolean off;
  private Optional<Duration> patience = Optional.empty();
  private Optional<Integer> megabytes = Optional.empty();

  /** {@code warnings} hears of what cannot be used. */
  LanguageReader(List<String> warnings) {
    this.warnings = warnings;
  }

  void add(SettingsSource source) {
    addServers(source);
    if (patience.isEmpty()) {
      patience = source.timeOrFalse(WAIT, "a time such as \"1s\", or false for none");
    }
    if (megabytes.isEmpty()) megabytes = megabytes(source);
  }

  /** Of a project's file only its servers are taken, which need trust. */
  void addServers(SettingsSource source) {
    var servers = source.value(KEY);
    if (servers.isEmpty() || off) return;
    try {
      addServers(source, servers.get());
    } catch (SettingsException e) {
      if (!source.foreign()) throw e;
      warnings.add(e.getMessage() + " It has no effect.");
    }
  }

  /** A place that wants none ends the list: weaker ones are not heard. */
  private void addServers(SettingsSource source, Json value) {
    if (value.equals(Json.of(false))) {
      off = entries.isEmpty() && !source.origin().layer().isProject();
      return;
    }
    if (!(value instanceof Json.Obj servers)) {
      throw source.mistake(KEY, "an object with an object for each server, or false");
    }
    for (var member : servers.members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj content)) {
        throw source.mistake(KEY + "." + member.getKey(), "an object");
      }
      entries.add(new Entry(member.getKey(), content, source.origin()));
    }
  }

  private static Optional<Integer> megabytes(SettingsSource source) {
    var value = source.value(MEMORY);
    if (value.isEmpty()) return Optional.empty();
    var read =
        value.get() instanceof Json.Num(var literal)
            ? Values.count(literal)
            : Optional.<Integer>empty();
    if (read.isEmpty()) throw source.mistake(MEMORY, "a whole number of megabytes from 1");
    return read;
  }

  LanguageSettings settings() {
    return off || !entries.isEmpty() || patience.isPresent() || megabytes.isPresent()
        ? new LanguageSettings(off, entries, patience, megabytes)
        : LanguageSettings.NONE;
  }
}
