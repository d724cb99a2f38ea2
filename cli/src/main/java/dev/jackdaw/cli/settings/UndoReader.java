package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Values;
import dev.jackdaw.journal.Keeping;
import dev.jackdaw.journal.checkpoint.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects what the settings say of undo, the strongest place first. Used once. */
final class UndoReader {
  static final List<String> LIMIT_KEYS =
      List.of(
          "megabytes",
          "files",
          "fileMegabytes",
          "ignoredMegabytes",
          "ignoredFiles",
          "keepDays",
          "keepMegabytes");

  private static final long MEGABYTE = 1 << 20;

  private String mode = "";
  private Optional<TransactionMode> transactions = Optional.empty();
  private final Map<String, Integer> limits = new HashMap<>();

  void add(SettingsSource source) {
    var text = source.text("undo");
    if (text.isPresent()) {
      if (!List.of("on", "off").contains(text.get())) {
        throw source.mistake("undo", "one of", List.of("on", "off"));
      }
      if (mode.isEmpty()) mode = text.get();
    }
    if (transactions.isEmpty()) transactions = transactions(source);
    for (var key : LIMIT_KEYS) {
      var value = source.value("undoLimits." + key);
      if (value.isEmpty()) continue;
      var read = value.get() instanceof Json.Num(var literal) ? Values.count(literal) : null;
      if (read == null || read.isEmpty()) {
        throw source.mistake("undoLimits." + key, "a whole number from 1");
      }
      limits.putIfAbsent(key, read.get());
    }
  }

  private static Optional<TransactionMode> transactions(SettingsSource source) {
    var value = source.value("transactional");
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Bool(var on)) {
      return Optional.of(on ? TransactionMode.ON : TransactionMode.OFF);
    }
    if (value.get().equals(Json.of("keep"))) return Optional.of(TransactionMode.KEEP);
    throw source.mistake("transactional", "true, false or \"keep\"");
  }

  UndoSettings settings() {
    var usual = Limits.DEFAULT;
    return new UndoSettings(
        !mode.equals("off"),
        new Limits(
            bytes("megabytes", usual.bytes()),
            of("files", usual.files(), Function.identity()),
            bytes("fileMegabytes", usual.fileBytes()),
            bytes("ignoredMegabytes", usual.ignoredBytes()),
            of("ignoredFiles", usual.ignoredFiles(), Function.identity())),
        transactions.orElse(TransactionMode.OFF),
        new Keeping(
            of("keepDays", Keeping.USUAL.age(), Duration::ofDays),
            bytes("keepMegabytes", Keeping.USUAL.bytes())));
  }

  private long bytes(String key, long otherwise) {
    return of(key, otherwise, count -> count * MEGABYTE);
  }

  private <T> T of(String key, T otherwise, Function<Integer, T> meaning) {
    var given = limits.get(key);
    return given == null ? otherwise : meaning.apply(given);
  }
}
