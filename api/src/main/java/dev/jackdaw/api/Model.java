package dev.jackdaw.api;

import java.util.function.Consumer;

/** A language model. Implementations may be called from several threads at once. */
public interface Model {
  ModelInfo info();

  /**
   * Sends the request and returns the whole reply, handing out its pieces as they arrive. What was
   * handed out and what is returned agree, unless a {@link Delta.Restarted} came in between, which
   * takes back everything before it.
   *
   * @param deltas called on the calling thread
   * @throws ModelException when there is no reply, retries included
   * @throws InterruptedException when the thread was interrupted; the connection is closed
   */
  Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException;
}
