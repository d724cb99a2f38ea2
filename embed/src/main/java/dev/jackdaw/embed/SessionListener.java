package dev.jackdaw.embed;

import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;

/**
 * Hears the events of all sessions, those of one in order and one at a time, those of several side
 * by side. A session waits for it; one that throws hears no more of that session.
 */
@FunctionalInterface
public interface SessionListener {
  void heard(SessionId session, Occurrence occurrence);
}
