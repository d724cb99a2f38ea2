package dev.jackdaw.api;

import java.util.function.Consumer;

/**
 * The truth about a session: its durable events, in order. One process at a time holds it. Methods
 * may be called from several threads; events get their numbers in the order of the calls.
 */
public interface Journal extends AutoCloseable {
  SessionId session();

  /** Hands out every event so far, in order. */
  void replay(Consumer<Occurrence> each);

  /**
   * Adds an event. It survives the end of this process once this returns, and the end of the
   * machine once {@link #sync} does.
   *
   * @return the event with its number and time
   * @throws JackdawException of kind environment when it could not be kept; nothing of it remains
   */
  Occurrence append(AgentId agent, Event.Durable event);

  /** Returns when everything appended so far is on the disk. */
  void sync();

  Blobs blobs();

  /** Syncs and lets go. Closing twice does nothing. */
  @Override
  void close();
}
