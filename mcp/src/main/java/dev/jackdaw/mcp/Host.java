package dev.jackdaw.mcp;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.nio.file.Path;
import java.util.List;

/** What a server may ask of us, and what it tells unasked. Called by threads of the connection. */
public interface Host {
  /** Kinds of lists that a server can change. */
  enum Kind {
    TOOLS,
    RESOURCES,
    PROMPTS
  }

  /** Returns the folders that are worked in. */
  List<Path> roots();

  /** Returns whether a person can be asked anything. */
  boolean canElicit();

  /**
   * Asks a person for the server.
   *
   * @param params as the protocol has them for {@code elicitation/create}
   * @return the result as the protocol has it
   */
  Json.Obj elicit(Json.Obj params) throws InterruptedException;

  /** Returns whether the user lets the server have the model write something. */
  default boolean canSample() {
    return false;
  }

  /**
   * Has the model write something for the server.
   *
   * @param params as the protocol has them for {@code sampling/createMessage}
   * @return the result as the protocol has it
   */
  default Json.Obj sample(Json.Obj params) throws RpcException, InterruptedException {
    throw new RpcException(RpcException.METHOD_NOT_FOUND, "sampling is not offered");
  }

  void changed(Kind kind);

  /** A resource that was subscribed to is another one now. */
  default void updated(String uri) {}

  /** Hears a line of the server's log. */
  void logged(String level, String text);

  void broken(String why);
}
