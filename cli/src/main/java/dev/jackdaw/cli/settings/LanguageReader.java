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
  private boolean off;
  private Optional<Duration> patience = Optional.empty();
  private Optional<Integer> megabytes = Optional.empty();

  void add(SettingsSource source) {
    var servers = source.value(KEY);
    if (servers.isPresent() && !off) addServers(source, servers.get());
    if (patience.isEmpty()) patience = patience(source);
    if (megabytes.isEmpty()) megabytes = megabytes(source);
  }

  /** A place that wants none ends the list: weaker ones are not heard. */
  private void addServers(SettingsSource source, Json value) {
    if (value.equals(Json.of(false))) {
      off = entries.isEmpty();
      return;
    }
    if (!(value instanceof Json.Obj servers)) {
      throw source.mistake(KEY, "an object with an object for each server, or false");
    }
    for (var member : servers.members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj content)) {
        throw source.mistake(KEY + "." + member.getKey(), "an object");
      }
      if (entries.stream().anyMatch(known -> known.name().equals(member.getKey()))) continue;
      entries.add(new Entry(member.getKey(), content, source.origin()));
    }
  }

  private static Optional<Duration> patience(SettingsSource source) {
    var value = source.value(WAIT);
    if (value.isEmpty()) return Optional.empty();
    if (value.get().equals(Json.of(false))) return Optional.of(Duration.ZERO);
    var read =
        value.get() instanceof Json.Str(var text)
            ? Values.duration(text)
            : Optional.<Duration>empty();
    if (read.isEmpty()) throw source.mistake(WAIT, "a time such as \"1s\", or false for none");
    return read;
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
