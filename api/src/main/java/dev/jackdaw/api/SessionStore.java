package dev.jackdaw.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the sessions of a program in a place of its own, such as a database: numbered lines of
 * text, and large bodies beside them. What a line holds is no concern of the store: it is JSON that
 * readers of later versions understand. May be called from several threads, and by several
 * processes where they share it; what has returned is there for all of them.
 *
 * <p>{@code dev.jackdaw.testkit.contract.SessionStoreContract} is the test that an implementation
 * passes.
 */
public interface SessionStore {
  /**
   * Begins a session.
   *
   * @return whether it did; false when there is one of this name
   */
  boolean create(SessionId session) throws IOException;

  boolean exists(SessionId session) throws IOException;

  /** Returns all sessions, in any order. */
  List<SessionId> list() throws IOException;

  /**
   * Adds a line, which survives the end of this process once this returns.
   *
   * @param number counts from 1 without a gap
   * @return whether it did; false when there is a line of this number already, because somebody
   *     else goes on with the session
   * @throws IOException when it could not be kept, or when there is no such session; nothing of it
   *     remains
   */
  boolean append(SessionId session, long number, String line) throws IOException;

  /**
   * Returns lines in their order.
   *
   * @param after the number of the last line that is not wanted; 0 to begin
   * @param most how many at most; fewer are the last ones
   */
  List<String> read(SessionId session, long after, int most) throws IOException;

  /** Returns when all that was appended would survive the end of the machine. */
  default void sync(SessionId session) throws IOException {}

  /**
   * Keeps a body; one that is there stays as it is.
   *
   * @param sha256 its digest: 64 lower-case hexadecimal digits
   */
  void keepBody(String sha256, byte[] body) throws IOException;

  Optional<byte[]> body(String sha256) throws IOException;

  /**
   * Returns the digests of bodies that begin like this, in any order.
   *
   * @param prefix lower-case hexadecimal digits
   * @param most how many at most
   */
  List<String> bodies(String prefix, int most) throws IOException;

  /** Forgets a session; does nothing when there is none. Bodies that others share may stay. */
  void delete(SessionId session) throws IOException;
}
