package dev.jackdaw.wire.rpc;

import dev.jackdaw.api.json.Json;
import java.util.Optional;

/** An error of JSON-RPC: what a request is answered with that cannot be carried out. */
public final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The text is not JSON. */
  public static final int PARSE_ERROR = -32_700;

  /** The JSON is not a message, or not one for now. */
  public static final int INVALID_REQUEST = -32_600;

  public static final int METHOD_NOT_FOUND = -32_601;
  public static final int INVALID_PARAMS = -32_602;
  public static final int INTERNAL_ERROR = -32_603;

  private final int code;
  private final transient Json.Obj data;

  public RpcException(int code, String message) {
    this(code, message, Json.Obj.EMPTY);
  }

  /** An error with more for programs; {@code data} may be empty. */
  public RpcException(int code, String message, Json.Obj data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** Reads the error of a response. */
  static RpcException of(Json.Obj error) {
    var code =
        Math.clamp(error.integer("code", INTERNAL_ERROR), Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new RpcException(code, error.string("message", "no reason given"), error.object("data"));
  }

  public static RpcException invalidParams(String problem) {
    return new RpcException(INVALID_PARAMS, problem);
  }

  public static RpcException invalidRequest(String problem) {
    return new RpcException(INVALID_REQUEST, problem);
  }

  public static RpcException methodNotFound(String method) {
    return new RpcException(METHOD_NOT_FOUND, "There is no method \"" + method + "\" here.");
  }

  public int code() {
    return code;
  }

  /** Returns what else the error says; empty where nothing. */
  public Json.Obj data() {
    return data;
  }

  /** Returns the reason. */
  public String reason() {
    return Optional.ofNullable(getMessage()).orElse("");
  }

  Json.Obj json() {
    var error = Json.object().put("code", code).put("message", reason());
    if (data != null && !data.members().isEmpty()) error.put("data", data);
    return error.build();
  }
}
