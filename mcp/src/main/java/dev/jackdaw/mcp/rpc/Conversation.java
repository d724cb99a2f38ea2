package dev.jackdaw.mcp.rpc;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client and a server say to each other over a transport: JSON-RPC with the protocol's
 * progress and cancellation, waiting for answers, and a thread for each request of the server. Safe
 * for use by several threads.
 */
public final class Conversation implements Transport.Receiver, AutoCloseable {
  /** As many requests of the other side are answered at a time. */
  private static final int MOST_AT_ONCE = 16;

  /** A server that tells of progress is waited for this many times as long. */
  private static final int PATIENCE = 10;

  private static final String CANCELLED = "notifications/cancelled";

  /** What the other side asks and tells. */
  public interface Handler {
    /**
     * Answers a request; runs in a thread of its own, which is interrupted when it is cancelled.
     */
    Json.Obj request(String method, Json.Obj params) throws RpcException, InterruptedException;

    /** Hears a notification; returns soon. */
    void notification(String method, Json.Obj params);

    /** The conversation is over. */
    void broken(String why);
  }

  /** When one who is waited for was last heard. */
  private static final class Waiting {
    private final Consumer<Json.Obj> progress;
    private volatile long heard = System.nanoTime();

    Waiting(Consumer<Json.Obj> progress) {
      this.progress = progress;
    }
  }

  private final Transport transport;
  private final Handler handler;
  private final ThreadFactory threads;
  private final Peer peer;
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final Map<Json, Thread> answering = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private volatile @Nullable String broken;

  public Conversation(Transport transport, Handler handler, ThreadFactory threads) {
    this.transport = transport;
    this.handler = handler;
    this.threads = threads;
    this.peer = new Peer(this::send, new Hearing());
  }

  public void open() throws IOException, InterruptedException {
    transport.open(this);
  }

  public Json.Obj request(String method, Json.Obj params, Duration patience)
      throws RpcException, IOException, InterruptedException {
    return request(method, params, patience, _ -> {});
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param patience the longest silence; one who tells of progress may take ten times as long
   * @param progress hears of it
   * @throws IOException when there will be no answer, or none came in time
   * @throws InterruptedException when interrupted; the other side is told that nobody waits
   */
  public Json.Obj request(
      String method, Json.Obj params, Duration patience, Consumer<Json.Obj> progress)
      throws RpcException, IOException, InterruptedException {
    var gone = broken;
    if (gone != null) throw new IOException(gone);
    var own = new Waiting(progress);
    var pending =
        peer.request(
            method,
            id -> {
              waiting.put(id, own);
              return params.with(
                  "_meta", params.object("_meta").with("progressToken", Json.of(id)));
            });
    try {
      return answer(own, pending, patience);
    } catch (TimeoutException _) {
      cancel(method, pending.id(), "timeout");
      throw new IOException("no answer to " + method + " within " + told(patience));
    } catch (InterruptedException e) {
      cancel(method, pending.id(), "the user interrupted it");
      throw e;
    } finally {
      waiting.remove(pending.id());
      peer.forget(pending);
    }
  }

  private static String told(Duration patience) {
    return patience.toMillis() < 1_000 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
  }

  private static Json.Obj answer(Waiting own, Peer.Pending pending, Duration patience)
      throws RpcException, IOException, InterruptedException, TimeoutException {
    var start = System.nanoTime();
    try {
      while (true) {
        var silent = System.nanoTime() - own.heard;
        var left = patience.toNanos() - silent;
        if (left <= 0 || System.nanoTime() - start > PATIENCE * patience.toNanos()) {
          throw new TimeoutException();
        }
        try {
          var answer = pending.answer().get(left, TimeUnit.NANOSECONDS);
          return answer instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        } catch (TimeoutException _) {
          // Progress may have been told meanwhile.
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RpcException failed -> throw failed;
        case IOException failed -> throw failed;
        case null, default -> throw new IOException(e);
      }
    }
  }

  private void cancel(String method, long id, String reason) {
    if (method.equals("initialize")) return;
    try {
      notify(CANCELLED, Json.object().put("requestId", id).put("reason", reason).build());
    } catch (IOException _) {
      // Who does not listen need not be told.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the other side something. */
  public void notify(String method, Json.Obj params) throws IOException, InterruptedException {
    transport.send(Peer.notification(method, params));
  }

  /** What was no message is passed over: to tell a server so would only make it send more. */
  private void send(Json.Obj message, Optional<Request> about) {
    var id = message.get("id").orElse(Json.Null.INSTANCE);
    if (id instanceof Json.Null && !message.has("method")) return;
    try {
      transport.send(message);
    } catch (IOException e) {
      if (message.has("method")) failed(id, e);
      else log(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void log(IOException e) {
    System.getLogger(Conversation.class.getName())
        .log(System.Logger.Level.DEBUG, "an answer was not sent", e);
  }

  @Override
  public void received(Json.Obj message) {
    peer.hear(message);
  }

  private final class Hearing implements Peer.Handler {
    @Override
    public void request(Request request) throws RpcException {
      if (!room.tryAcquire()) throw new RpcException(Codes.BUSY, "too many requests at once");
      var thread = threads.newThread(() -> carryOut(request));
      answering.put(request.id(), thread);
      thread.start();
    }

    @Override
    public void notification(String method, Json.Obj params) {
      switch (method) {
        case "notifications/progress" -> progressed(params);
        case CANCELLED -> {
          var thread = params.get("requestId").map(answering::get).orElse(null);
          if (thread != null) thread.interrupt();
        }
        default -> handler.notification(method, params);
      }
    }
  }

  private void progressed(Json.Obj params) {
    var token = params.integer("progressToken");
    var own = token.isEmpty() ? null : waiting.get(token.get());
    if (own == null) return;
    own.heard = System.nanoTime();
    own.progress.accept(params);
  }

  private void carryOut(Request request) {
    try {
      request.answer(handler.request(request.method(), request.params()));
    } catch (RpcException e) {
      request.fail(e);
    } catch (InterruptedException _) {
      // Whoever asked does not wait any more.
    } finally {
      answering.remove(request.id());
      peer.drop(request);
      room.release();
    }
  }

  @Override
  public void failed(Json id, IOException why) {
    if (id instanceof Json.Num number && number.integer().isPresent()) {
      peer.fail(number.integer().get(), why);
    }
  }

  /** Who hears that a request failed finds the server marked as broken already. */
  @Override
  public void broken(String why) {
    broken = why;
    handler.broken(why);
    peer.end(new IOException(why));
  }

  /** Ends the conversation; whoever still waits hears of it. */
  @Override
  public void close() {
    var why = broken == null ? "the connection was closed" : broken;
    broken = why;
    transport.close();
    peer.end(new IOException(why));
    answering.values().forEach(Thread::interrupt);
  }
}
