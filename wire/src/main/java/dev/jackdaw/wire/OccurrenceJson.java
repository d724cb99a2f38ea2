package dev.jackdaw.wire;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * Occurrences as JSON: {@code sequence}, {@code time} in ISO-8601, {@code agent}, {@code event}.
 */
public final class OccurrenceJson {
  private OccurrenceJson() {}

  public static Json.Obj write(Occurrence occurrence) {
    return Json.object()
        .put("sequence", occurrence.sequence())
        .put("time", InstantText.write(occurrence.time()))
        .put("agent", occurrence.agent().value())
        .put("event", EventJson.writeAny(occurrence.event()))
        .build();
  }

  /** Reads an occurrence of a durable event; nothing when the event's type is not known. */
  public static Optional<Occurrence> read(Json.Obj occurrence) {
    return EventJson.read(occurrence.object("event"))
        .map(event ->
            new Occurrence(
                occurrence.integer("sequence", 0),
                InstantText.read(occurrence.string("time", "")).orElse(Instant.EPOCH),
                new AgentId(occurrence.string("agent", "")),
                event));
  }
}
