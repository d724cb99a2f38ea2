package dev.jackdaw.mcp.rpc;

import dev.jackdaw.api.json.Json;
import java.io.IOException;

/** Carries messages to a server and back. Safe for use by several threads. */
public interface Transport extends AutoCloseable {
  /** Begins; the receiver hears from threads of the transport from now on. */
  void open(Receiver receiver) throws IOException, InterruptedException;

  /**
   * Sends a message. A request may still be on its way when this returns; what becomes of it is
   * told to {@link Receiver#failed}.
   */
  void send(Json.Obj message) throws IOException, InterruptedException;

  /** Hears which version of the protocol was agreed on. */
  default void agreed(String version) {}

  /** Ends it; returns soon. */
  @Override
  void close();

  /** Hears of what arrives. */
  interface Receiver {
    void received(Json.Obj message);

    /** A request could not be delivered, or its answer will not come. */
    void failed(Json id, IOException why);

    /** Nothing arrives any more. */
    void broken(String why);
  }
}
