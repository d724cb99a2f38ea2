package dev.jackdaw.models.cassette;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.models.http.Tape;

/**
 * The traffic of a session with its models, in a file: one line of JSON that says what it is, then
 * a line for every request and its answer. Secrets are taken out before anything is written, and
 * what differs from machine to machine is replaced by names. Thread-safe.
 */
public interface Cassette extends Tape, AutoCloseable {
  /**
   * Called when the task was done.
   *
   * @throws JackdawException of kind environment, code {@code cassette-unused}, when recorded
   *     requests were not made
   */
  default void requireComplete() {}

  /**
   * Ends it.
   *
   * @throws JackdawException of kind environment when the file could not be written
   */
  @Override
  void close();
}
