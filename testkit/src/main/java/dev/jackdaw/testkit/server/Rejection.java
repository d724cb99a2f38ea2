package dev.jackdaw.testkit.server;

/** The request is one that the real service refuses. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String param;
  private final String code;

  Rejection(int status, String type, String message) {
    this(status, type, message, "", "");
  }

  Rejection(int status, String type, String message, String param, String code) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  /** Returns a refusal of the request as such, which both dialects name alike. */
  static Rejection invalid(String message) {
    return new Rejection(400, "invalid_request_error", message);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** Returns the member that is wrong, empty when the dialect does not say. */
  String param() {
    return param;
  }

  /** Returns the dialect's short name of the problem, empty when there is none. */
  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
