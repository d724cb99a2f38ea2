package dev.jackdaw.wire.rpc;

import dev.jackdaw.api.json.Json;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request of the other end. It is answered once; later answers are dropped. Thread-safe. */
public final class Request {
  private final Peer peer;
  private final Json id;
  private final String method;
  private final Json.Obj params;
  private final AtomicBoolean answered = new AtomicBoolean();

  Request(Peer peer, Json id, String method, Json.Obj params) {
    this.peer = peer;
    this.id = id;
    this.method = method;
    this.params = params;
  }

  public Json id() {
    return id;
  }

  public String method() {
    return method;
  }

  public Json.Obj params() {
    return params;
  }

  public void answer(Json.Obj result) {
    if (answered.compareAndSet(false, true)) peer.answer(this, result);
  }

  /** Returns whether it was answered, or will not be. */
  public boolean isAnswered() {
    return answered.get();
  }

  /** Whatever answer comes later is not sent. */
  void dropped() {
    answered.set(true);
  }

  public void fail(RpcException why) {
    if (answered.compareAndSet(false, true)) peer.fail(this, why);
  }
}
