package dev.jackdaw.mcp.rpc;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a JSON-RPC conversation: sends requests and waits for their answers, answers the other
 * side's. Safe for use by several threads.
 */
public final class Peer implements Transport.Receiver, AutoCloseable {
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

  private static final class Pending {
    private final CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
    private final Consumer<Json.Obj> progress;
    private volatile long heard = System.nanoTime();

    Pending(Consumer<Json.Obj> progress) {
      this.progress = progress;
    }
  }

  private final Transport transport;
  private final Handler handler;
  private final ThreadFactory threads;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Json, Thread> answering = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private volatile @Nullable String broken;

  public Peer(Transport transport, Handler handler, ThreadFactory threads) {
    this.transport = transport;
    this.handler = handler;
    this.threads = threads;
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
    var id = ids.incrementAndGet();
    var waiting = new Pending(progress);
    pending.put(id, waiting);
    try {
      var gone = broken;
      if (gone != null) throw new IOException(gone);
      transport.send(message(method, withToken(params, id)).with("id", Json.of(id)));
      return answer(waiting, patience);
    } catch (TimeoutException _) {
      cancel(method, id, "timeout");
      throw new IOException("no answer to " + method + " within " + told(patience));
    } catch (InterruptedException e) {
      cancel(method, id, "the user interrupted it");
      throw e;
    } finally {
      pending.remove(id);
    }
  }

  private static String told(Duration patience) {
    return patience.toMillis() < 1_000 ? patience.toMillis() + " ms" : patience.toSeconds() + " s";
  }

  private static Json.Obj withToken(Json.Obj params, long id) {
    return params.with("_meta", params.object("_meta").with("progressToken", Json.of(id)));
  }

  private static Json.Obj answer(Pending waiting, Duration patience)
      throws RpcException, IOException, InterruptedException, TimeoutException {
    var start = System.nanoTime();
    try {
      while (true) {
        var silent = System.nanoTime() - waiting.heard;
        var left = patience.toNanos() - silent;
        if (left <= 0 || System.nanoTime() - start > PATIENCE * patience.toNanos()) {
          throw new TimeoutException();
        }
        try {
          return waiting.answer.get(left, TimeUnit.NANOSECONDS);
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
    transport.send(message(method, params));
  }

  private static Json.Obj message(String method, Json.Obj params) {
    return Json.object().put("jsonrpc", "2.0").put("method", method).put("params", params).build();
  }

  @Override
  public void received(Json.Obj message) {
    var method = message.string("method");
    var id = message.get("id");
    if (method.isPresent() && id.isPresent()) {
      answer(method.get(), id.get(), message.object("params"));
    } else if (method.isPresent()) {
      heard(method.get(), message.object("params"));
    } else if (message.integer("id").isPresent()) {
      var waiting = pending.get(message.integer("id").get());
      if (waiting != null) settle(waiting, message);
    }
  }

  private static void settle(Pending waiting, Json.Obj message) {
    if (message.has("error")) {
      waiting.answer.completeExceptionally(RpcException.of(message.object("error")));
    } else {
      waiting.answer.complete(message.object("result"));
    }
  }

  private void heard(String method, Json.Obj params) {
    switch (method) {
      case "notifications/progress" -> {
        var token = params.integer("progressToken");
        var waiting = token.isEmpty() ? null : pending.get(token.get());
        if (waiting == null) return;
        waiting.heard = System.nanoTime();
        waiting.progress.accept(params);
      }
      case CANCELLED -> {
        var thread = params.get("requestId").map(answering::get).orElse(null);
        if (thread != null) thread.interrupt();
      }
      default -> handler.notification(method, params);
    }
  }

  private void answer(String method, Json id, Json.Obj params) {
    if (!room.tryAcquire()) {
      reply(id, new RpcException(RpcException.BUSY, "too many requests at once"));
      return;
    }
    var thread =
        threads.newThread(() -> {
          try {
            var result = handler.request(method, params);
            send(Json.object().put("jsonrpc", "2.0").put("id", id).put("result", result).build());
          } catch (RpcException e) {
            reply(id, e);
          } catch (InterruptedException _) {
            // Whoever asked does not wait any more.
          } finally {
            answering.remove(id);
            room.release();
          }
        });
    answering.put(id, thread);
    thread.start();
  }

  private void reply(Json id, RpcException failed) {
    var error =
        Json.object()
            .put("code", failed.code())
            .put("message", String.valueOf(failed.getMessage()))
            .build();
    send(Json.object().put("jsonrpc", "2.0").put("id", id).put("error", error).build());
  }

  private void send(Json.Obj message) {
    try {
      transport.send(message);
    } catch (IOException e) {
      System.getLogger(Peer.class.getName())
          .log(System.Logger.Level.DEBUG, "an answer was not sent", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void failed(Json id, IOException why) {
    if (id instanceof Json.Num number && number.integer().isPresent()) {
      var waiting = pending.get(number.integer().get());
      if (waiting != null) waiting.answer.completeExceptionally(why);
    }
  }

  /** Who hears that a request failed finds the server marked as broken already. */
  @Override
  public void broken(String why) {
    broken = why;
    handler.broken(why);
    fail(why);
  }

  private void fail(String why) {
    for (var waiting : pending.values()) {
      waiting.answer.completeExceptionally(new IOException(why));
    }
  }

  /** Ends the conversation; whoever still waits hears of it. */
  @Override
  public void close() {
    var why = broken == null ? "the connection was closed" : broken;
    broken = why;
    transport.close();
    fail(why);
    answering.values().forEach(Thread::interrupt);
  }
}
