package dev.jackdaw.wire.rpc;

import static dev.jackdaw.wire.rpc.RpcException.INTERNAL_ERROR;
import static dev.jackdaw.wire.rpc.RpcException.INVALID_REQUEST;
import static dev.jackdaw.wire.rpc.RpcException.PARSE_ERROR;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One end of a connection. {@link #run} reads until the other end is gone; messages are handed out
 * one at a time, in order, by a thread of its own, which therefore must not wait for an answer of
 * the other end. Everything else may be called from any thread.
 *
 * <p>Nothing the other end sends ends the connection but its end: what is no message is answered
 * with an error, as far as it can be.
 */
public final class Peer {
  /** A picture of 20 MB fits, as Base64 and with room to spare. */
  public static final int MAX_LINE_BYTES = 48 << 20;

  private static final System.Logger LOG = System.getLogger("dev.jackdaw.wire.rpc");

  /** What is done with what the other end sends. */
  public interface Handler {
    /**
     * Carries a request out, or begins to: it is answered once, now or later.
     *
     * @throws RpcException to answer with that error
     */
    void request(Request request) throws RpcException;

    /** Hears something that is not answered. What it throws is logged. */
    void notification(String method, Json.Obj params) throws RpcException;
  }

  /** A request of this end that waits for its answer. */
  public record Pending(long id, CompletableFuture<Json> answer) {}

  private final Lines lines;
  private final OutputStream out;
  private final Handler handler;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Json>> waiting = new ConcurrentHashMap<>();
  private final Map<Json, Request> open = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean ended;

  public Peer(InputStream in, OutputStream out, Handler handler) {
    this(in, out, handler, MAX_LINE_BYTES);
  }

  Peer(InputStream in, OutputStream out, Handler handler, int mostBytes) {
    this.lines = new Lines(in, mostBytes);
    this.out = out;
    this.handler = handler;
  }

  /**
   * Reads until the other end is gone or hears nothing any more; afterwards nothing waits for an
   * answer. A read cannot be called off, so it has a thread that keeps nothing from ending.
   */
  public void run() throws InterruptedException {
    Thread.ofPlatform().daemon().name("rpc").start(this::read);
    try {
      over.await();
    } finally {
      end();
    }
  }

  private void read() {
    try {
      while (!ended) {
        var line = lines.next();
        if (line.isEmpty()) break;
        hear(line.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the connection broke", e);
    } finally {
      over.countDown();
    }
  }

  private void end() {
    ended = true;
    over.countDown();
    for (var answer : waiting.values()) {
      answer.completeExceptionally(new RpcException(INTERNAL_ERROR, "The connection has ended."));
    }
  }

  private void hear(Lines.Line line) {
    switch (line) {
      case Lines.Line.Text(var text) when text.isBlank() -> {}
      case Lines.Line.Text(var text) -> hear(text);
      case Lines.Line.TooLong(var bytes) ->
          refuse(INVALID_REQUEST, "A message of " + bytes + " bytes is too long.");
      case Lines.Line.NotUtf8 _ -> refuse(PARSE_ERROR, "The message is not valid UTF-8.");
    }
  }

  private void hear(String text) {
    Json json;
    try {
      json = Json.parse(text);
    } catch (JsonException e) {
      refuse(PARSE_ERROR, "The message is not JSON: " + e.getMessage());
      return;
    }
    if (json instanceof Json.Obj message) hear(message);
    else refuse(INVALID_REQUEST, "A message is a JSON object; batches are not taken.");
  }

  private void hear(Json.Obj message) {
    var method = message.members().get("method");
    if (method instanceof Json.Str(var name)) called(name, message);
    else if (method == null && isAnswer(message)) answered(message);
    else refuse(INVALID_REQUEST, "The message has no \"method\" and is no answer either.");
  }

  private static boolean isAnswer(Json.Obj message) {
    return message.has("id") && (message.has("result") || message.has("error"));
  }

  private void called(String method, Json.Obj message) {
    var params = message.members().get("params");
    var usable = params == null || params instanceof Json.Obj || params instanceof Json.Null;
    if (message.has("id")) requested(method, message, usable);
    else if (usable) notified(method, message.object("params"));
  }

  private void notified(String method, Json.Obj params) {
    try {
      handler.notification(method, params);
    } catch (RpcException e) {
      LOG.log(System.Logger.Level.DEBUG, () -> method + ": " + e.reason());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, method, e);
    }
  }

  private void requested(String method, Json.Obj message, boolean usable) {
    var id = message.members().get("id");
    if (!(id instanceof Json.Str || id instanceof Json.Num)) {
      refuse(INVALID_REQUEST, "The \"id\" of a request is a string or a number.");
      return;
    }
    if (!usable) {
      send(failure(id, "\"params\" must be an object."));
      return;
    }
    var request = new Request(this, id, method, message.object("params"));
    if (open.putIfAbsent(id, request) != null) {
      send(failure(id, "A request with this id is still being carried out."));
      return;
    }
    try {
      handler.request(request);
    } catch (RpcException e) {
      request.fail(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, method, e);
      request.fail(new RpcException(INTERNAL_ERROR, "Jackdaw has a bug: " + e));
    }
  }

  private static Json.Obj failure(Json id, String problem) {
    return error(id, RpcException.invalidRequest(problem));
  }

  private void answered(Json.Obj message) {
    var id = message.integer("id");
    var answer = id.isEmpty() ? null : waiting.remove(id.get());
    if (answer == null) {
      LOG.log(System.Logger.Level.DEBUG, "an answer to nothing");
    } else if (message.members().get("error") instanceof Json.Obj error) {
      answer.completeExceptionally(RpcException.of(error));
    } else {
      answer.complete(message.get("result").orElse(Json.Null.INSTANCE));
    }
  }

  /** Says something that is not answered. */
  public void notify(String method, Json.Obj params) {
    send(message().put("method", method).put("params", params).build());
  }

  /**
   * Asks the other end. The answer fails with an {@link RpcException} when it is an error, or when
   * the connection ends.
   */
  public Pending request(String method, Json.Obj params) {
    var id = ids.incrementAndGet();
    var answer = new CompletableFuture<Json>();
    waiting.put(id, answer);
    send(message().put("id", id).put("method", method).put("params", params).build());
    if (ended) end();
    return new Pending(id, answer);
  }

  /** Gives an answer up: whatever still comes is not heard. */
  public void forget(Pending pending) {
    waiting.remove(pending.id());
  }

  /** Returns the request of the other end with this id, if it was not answered yet. */
  public Optional<Request> open(Json id) {
    return Optional.ofNullable(open.get(id));
  }

  void answer(Request request, Json.Obj result) {
    open.remove(request.id());
    send(message().put("id", request.id()).put("result", result).build());
  }

  void fail(Request request, RpcException why) {
    open.remove(request.id());
    send(error(request.id(), why));
  }

  private void refuse(int code, String problem) {
    send(error(Json.Null.INSTANCE, new RpcException(code, problem)));
  }

  private static Json.Obj error(Json id, RpcException why) {
    return message().put("id", id).put("error", why.json()).build();
  }

  private static Json.Builder message() {
    return Json.object().put("jsonrpc", "2.0");
  }

  /** A whole line at a time. Where nobody reads any more, the connection has ended. */
  private void send(Json.Obj message) {
    var line = (message.compact() + "\n").getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      if (ended) return;
      out.write(line);
      out.flush();
    } catch (IOException e) {
      end();
      LOG.log(System.Logger.Level.DEBUG, "nobody reads any more", e);
    } finally {
      writing.unlock();
    }
  }
}
