package dev.jackdaw.mcp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of a server that were read in the session: it is asked to tell when they change,
 * and the model hears of that once until it reads again. Safe for use by several threads.
 */
final class Subscriptions {
  private static final int MOST = 50;

  /** What was read, the oldest first; whether the model was told that it changed. */
  private final Map<String, Boolean> read = new LinkedHashMap<>(); // guarded by this

  /** A resource was read. */
  void seen(String uri, Client client) throws InterruptedException {
    if (!client.has("resources", "subscribe")) return;
    boolean isNew;
    Optional<String> given = Optional.empty();
    synchronized (this) {
      isNew = read.remove(uri) == null;
      read.put(uri, false);
      if (read.size() > MOST) {
        given = Optional.of(read.keySet().iterator().next());
        read.remove(given.get());
      }
    }
    if (given.isPresent()) tell(client, given.get(), false);
    if (isNew) tell(client, uri, true);
  }

  private static void tell(Client client, String uri, boolean wanted) throws InterruptedException {
    try {
      if (wanted) client.subscribe(uri);
      else client.unsubscribe(uri);
    } catch (IOException e) {
      System.getLogger(Subscriptions.class.getName())
          .log(System.Logger.Level.DEBUG, "a subscription", e);
    }
  }

  /** Asks a server that was started again for all of them. */
  void renew(Client client) throws InterruptedException {
    if (!client.has("resources", "subscribe")) return;
    String[] all;
    synchronized (this) {
      all = read.keySet().toArray(String[]::new);
    }
    for (var uri : all) tell(client, uri, true);
  }

  /** Returns whether the model has to be told that the resource changed. */
  synchronized boolean isNews(String uri) {
    return Boolean.FALSE.equals(read.replace(uri, true));
  }
}
