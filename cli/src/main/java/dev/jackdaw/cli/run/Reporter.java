package dev.jackdaw.cli.run;

import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.Optional;

/** Tells the outside what happens in a headless session. */
public interface Reporter {
  /** The session is open; nothing was submitted yet. */
  void opened(Session session);

  /** Hears every event, one at a time. */
  void heard(Occurrence occurrence);

  /**
   * A task ended, or a command about the session was carried out without the model.
   *
   * @param structured what a demanded schema was filled with
   */
  void ended(Outcome outcome, Duration took, Optional<Json> structured);

  /** Returns whether it is for programs, which like data better than a table. */
  default boolean isForPrograms() {
    return true;
  }
}
