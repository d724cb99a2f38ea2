package dev.jackdaw.wire.rpc;

import static dev.jackdaw.wire.rpc.RpcException.INTERNAL_ERROR;
import static dev.jackdaw.wire.rpc.RpcException.INVALID_REQUEST;
import static dev.jackdaw.wire.rpc.RpcException.PARSE_ERROR;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, whatever carries it. Messages are handed to it one at a time, in order,
 * by a thread that therefore must not wait for an answer of the other end. Everything else may be
 * called from any thread.
 *
 * <p>Nothing the other end sends ends the connection: what is no message is answered with an error,
 * as far as it can be.
 */
public final class Peer {
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

  /** What takes messages to the other end. Called by several threads at once. */
  public interface Sender {
    /**
     * Sends a message.
     *
     * @param about the request of the other end that it answers or belongs to
     */
    void send(Json.Obj message, Optional<Request> about);
  }

  /** A request of this end that waits for its answer. */
  public record Pending(long id, CompletableFuture<Json> answer) {}

  private final Sender sender;
  private final Handler handler;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Json>> waiting = new ConcurrentHashMap<>();
  private final Map<Json, Request> open = new ConcurrentHashMap<>();
  private volatile @Nullable Exception ended;

  public Peer(Sender sender, Handler handler) {
    this.sender = sender;
    this.handler = handler;
  }

  /** Nothing comes any more: what waits for an answer hears so. */
  public void end() {
    end(new RpcException(INTERNAL_ERROR, "The connection has ended."));
  }

  /** As {@link #end()}; what waits for an answer fails with this. */
  public void end(Exception why) {
    ended = why;
    for (var answer : waiting.values()) answer.completeExceptionally(why);
  }

  /** Takes the text of one message. */
  public void hear(String text) {
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

  /** Takes one message. */
  public void hear(Json.Obj message) {
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

  /** Returns a message that is not answered. */
  public static Json.Obj notification(String method, Json.Obj params) {
    return message().put("method", method).put("params", params).build();
  }

  /** Says something that is not answered. */
  public void notify(String method, Json.Obj params) {
    notify(Optional.empty(), method, params);
  }

  /** Says something that belongs to a request of the other end. */
  public void notify(Optional<Request> about, String method, Json.Obj params) {
    send(notification(method, params), about);
  }

  /**
   * Asks the other end. The answer fails with an {@link RpcException} when it is an error, or when
   * the connection ends.
   */
  public Pending request(String method, Json.Obj params) {
    return request(Optional.empty(), method, params);
  }

  /** Asks something that belongs to a request of the other end. */
  public Pending request(Optional<Request> about, String method, Json.Obj params) {
    return request(about, method, _ -> params);
  }

  /** Asks something whose parameters name the number of the request. */
  public Pending request(String method, LongFunction<Json.Obj> params) {
    return request(Optional.empty(), method, params);
  }

  private Pending request(Optional<Request> about, String method, LongFunction<Json.Obj> params) {
    var id = ids.incrementAndGet();
    var answer = new CompletableFuture<Json>();
    waiting.put(id, answer);
    var message = message().put("id", id).put("method", method).put("params", params.apply(id));
    send(message.build(), about);
    var gone = ended;
    if (gone != null) end(gone);
    return new Pending(id, answer);
  }

  /** Gives an answer up: whatever still comes is not heard. */
  public void forget(Pending pending) {
    waiting.remove(pending.id());
  }

  /** A request of this end that waits for its answer fails. */
  public void fail(long id, Exception why) {
    var answer = waiting.remove(id);
    if (answer != null) answer.completeExceptionally(why);
  }

  /** Returns the request of the other end with this id, if it was not answered yet. */
  public Optional<Request> open(Json id) {
    return Optional.ofNullable(open.get(id));
  }

  void answer(Request request, Json.Obj result) {
    open.remove(request.id());
    send(message().put("id", request.id()).put("result", result).build(), Optional.of(request));
  }

  void fail(Request request, RpcException why) {
    open.remove(request.id());
    send(error(request.id(), why), Optional.of(request));
  }

  void refuse(int code, String problem) {
    send(error(Json.Null.INSTANCE, new RpcException(code, problem)));
  }

  private static Json.Obj error(Json id, RpcException why) {
    return message().put("id", id).put("error", why.json()).build();
  }

  private static Json.Builder message() {
    return Json.object().put("jsonrpc", "2.0");
  }

  /** Drops a request without an answer, as protocols have it that cancel. */
  public void drop(Request request) {
    open.remove(request.id());
    request.dropped();
  }

  private void send(Json.Obj message) {
    send(message, Optional.empty());
  }

  private void send(Json.Obj message, Optional<Request> about) {
    if (ended == null) sender.send(message, about);
  }
}
