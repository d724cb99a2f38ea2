package dev.jackdaw.cli.serve;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One client over HTTP: its session, and the streams that carry what it is told. Thread-safe. */
final class HttpClientSession implements Peer.Sender, AutoCloseable {
  private static final int MAX_STREAMS = 64;

  /** The first version whose clients know events without data. */
  private static final String PRIMED_SINCE = "2025-11-25";

  private final McpSession session;
  private final Peer peer;
  private final EventStream general = new EventStream("0");
  private final Map<Json, EventStream> open = new ConcurrentHashMap<>();

  // Guarded by itself: by name, the oldest first.
  private final LinkedHashMap<String, EventStream> streams = new LinkedHashMap<>();
  private int names;

  private volatile long lastUsed = System.nanoTime();

  HttpClientSession(McpSession.About about, ServedTools.Maker maker) {
    session = new McpSession(about, maker, this::detach);
    peer = new Peer(this, session);
    session.speakThrough(peer);
    streams.put(general.name(), general);
  }

  /** Returns whether events without data may be sent. */
  boolean isPrimed() {
    return session.version().compareTo(PRIMED_SINCE) >= 0;
  }

  boolean isBusy() {
    return !open.isEmpty();
  }

  boolean isOpen(Json id) {
    return open.containsKey(id);
  }

  long lastUsed() {
    return lastUsed;
  }

  /** Hears something that is not answered. */
  void hear(String text) {
    lastUsed = System.nanoTime();
    peer.hear(text);
  }

  /** Hears a request; what is said about it goes to the stream. */
  EventStream hear(Json id, String text) {
    lastUsed = System.nanoTime();
    EventStream stream;
    synchronized (streams) {
      stream = new EventStream(Integer.toString(++names));
      streams.put(stream.name(), stream);
      if (streams.size() > MAX_STREAMS) streams.remove(oldest());
    }
    open.put(id, stream);
    peer.hear(text);
    return stream;
  }

  /** Returns the name of the oldest stream with nothing more to say; empty when all have. */
  private String oldest() {
    for (var stream : streams.values()) {
      if (stream.isComplete()) return stream.name();
    }
    return "";
  }

  /** Returns the stream of that name, if it is still kept. */
  Optional<EventStream> stream(String name) {
    synchronized (streams) {
      return Optional.ofNullable(streams.get(name));
    }
  }

  EventStream general() {
    return general;
  }

  @Override
  public void send(Json.Obj message, Optional<Request> about) {
    var stream = about.isEmpty() ? general : open.getOrDefault(about.get().id(), general);
    stream.add(message);
    var isAnswer = !message.has("method");
    if (isAnswer && about.isPresent()) finish(about.get());
  }

  private void finish(Request request) {
    var stream = open.remove(request.id());
    if (stream != null) stream.complete();
  }

  /** A call that was dropped has no more to say; one that goes on is gone on with elsewhere. */
  private void detach(Request request) {
    var stream = open.get(request.id());
    if (stream == null) return;
    if (request.isAnswered()) finish(request);
    else stream.detach();
  }

  @Override
  public void close() {
    session.close();
    synchronized (streams) {
      for (var stream : streams.values()) stream.complete();
    }
  }
}
