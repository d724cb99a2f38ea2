package dev.jackdaw.journal;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.EventJson;
import dev.jackdaw.wire.InstantText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes occurrences of records again, and gathers what there is to warn about. */
final class Playback {
  private static final int MAX_WARNINGS = 100;

  private final Bodies bodies;
  private final Set<String> warnings = new LinkedHashSet<>();

  Playback(FileBlobs blobs) {
    bodies = new Bodies(blobs);
  }

  /** Hands out the events in the first bytes of the file. */
  void play(Path file, long bytes, Consumer<Occurrence> each) throws IOException {
    if (bytes == 0) return;
    if (bytes >= DecodingAhead.WORTHWHILE_BYTES) {
      DecodingAhead.play(file, bytes, this::occurrence, each);
      return;
    }
    try (var records = new RecordReader(file, bytes)) {
      while (records.next()) occurrence(records.record()).ifPresent(each);
    }
  }

  Optional<Occurrence> occurrence(Json.Obj record) {
    var number = record.integer("n", 0);
    var whole = bodies.attach(record, this::warn);
    var event = EventJson.read(whole);
    if (event.isEmpty()) {
      warn(
          "Record "
              + number
              + " is skipped: this version does not know events of type \""
              + whole.string("type", "")
              + "\". It is kept.");
      return Optional.empty();
    }
    return Optional.of(new Occurrence(number, time(record), agent(record), event.get()));
  }

  static Instant time(Json.Obj record) {
    return InstantText.read(record.string("t", "")).orElse(Instant.EPOCH);
  }

  private static AgentId agent(Json.Obj record) {
    var agent = record.string("a", "");
    return agent.isEmpty() ? AgentId.MAIN : new AgentId(agent);
  }

  void warn(String warning) {
    synchronized (warnings) {
      if (warnings.size() < MAX_WARNINGS) warnings.add(warning);
    }
  }

  List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }
}
