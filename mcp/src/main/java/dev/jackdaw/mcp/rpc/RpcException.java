package dev.jackdaw.mcp.rpc;

import dev.jackdaw.api.json.Json;

/** An answer that says the request failed, with a code of JSON-RPC or of the protocol. */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL = -32603;
  public static final int BUSY = -32000;

  /** A person said no, as the protocol has it for sampling. */
  public static final int REJECTED = -1;

  /** The server wants the user to visit addresses first, which the data lists. */
  public static final int URL_ELICITATION_REQUIRED = -32042;

  private final int code;
  private final transient Json.Obj data;

  public RpcException(int code, String message) {
    this(code, message, Json.Obj.EMPTY);
  }

  public RpcException(int code, String message, Json.Obj data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  public int code() {
    return code;
  }

  public Json.Obj data() {
    return data;
  }

  static RpcException of(Json.Obj error) {
    var code = Math.clamp(error.integer("code", INTERNAL), Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new RpcException(code, error.string("message", "no message"), error.object("data"));
  }
}
