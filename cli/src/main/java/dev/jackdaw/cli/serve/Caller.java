package dev.jackdaw.cli.serve;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.Peer;
import dev.jackdaw.wire.rpc.Request;
import dev.jackdaw.wire.rpc.RpcException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The client of a running call: it hears how far the call is, and can be asked. Thread-safe. */
public final class Caller {
  private final McpSession session;
  private final Peer peer;
  private final Request request;
  private final Optional<Json> token;

  Caller(McpSession session, Peer peer, Request request) {
    this.session = session;
    this.peer = peer;
    this.request = request;
    this.token = request.params().object("_meta").get("progressToken");
  }

  /**
   * Says how far the call is, if the client wants to know.
   *
   * @param progress grows with each time
   * @param total what it grows to; nothing when not known
   */
  public void progress(double progress, Optional<Double> total, String message) {
    if (token.isEmpty()) return;
    var params = Json.object().put("progressToken", token.get()).put("progress", number(progress));
    total.ifPresent(all -> params.put("total", number(all)));
    notify("notifications/progress", params.putUnlessEmpty("message", message).build());
  }

  /** Whole numbers are written as such. */
  private static Json.Num number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Json.of((long) value)
        : Json.of(value);
  }

  /** Logs something at the client, if its level is not above this one. */
  public void log(LogLevel level, String text) {
    if (!session.logs(level)) return;
    notify(
        "notifications/message",
        Json.object()
            .put("level", level.text())
            .put("logger", "jackdaw")
            .put("data", text)
            .build());
  }

  private void notify(String method, Json.Obj params) {
    peer.notify(Optional.of(request), method, params);
  }

  /**
   * Asks the client for something and waits.
   *
   * @throws RpcException when it answers with an error, or is gone
   */
  public Json.Obj ask(String method, Json.Obj params) throws RpcException, InterruptedException {
    var pending = peer.request(Optional.of(request), method, params);
    try {
      return pending.answer().get() instanceof Json.Obj answer ? answer : Json.Obj.EMPTY;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RpcException said
          ? said
          : new RpcException(RpcException.INTERNAL_ERROR, String.valueOf(e.getCause()));
    } finally {
      peer.forget(pending);
    }
  }

  /** Puts what belongs to the call into the stream of the call, and lets the client fetch it. */
  public void closeStream() {
    session.closeStream(request);
  }
}
