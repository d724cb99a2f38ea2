package dev.jackdaw.wire;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.json.Json;
import java.util.Optional;

/**
 * Events as JSON objects told apart by {@code type}. Readers ignore members they do not know and
 * give missing ones a default, so that journals of older and newer versions open.
 */
public final class EventJson {
  private EventJson() {}

  public static Json.Obj write(Event.Durable event) {
    return EventWriter.durable(event);
  }

  /** Writes any event, the fleeting ones included, for those who follow a session as it runs. */
  public static Json.Obj writeAny(Event event) {
    return switch (event) {
      case Event.Durable durable -> EventWriter.durable(durable);
      case Event.Fleeting fleeting -> EventWriter.fleeting(fleeting);
    };
  }

  /**
   * Reads a durable event. Never throws: whatever the object holds, it is read as well as can be.
   *
   * @return nothing when the type is not known, or rests on something that is not
   */
  public static Optional<Event.Durable> read(Json.Obj event) {
    return Optional.ofNullable(EventReader.read(event));
  }
}
