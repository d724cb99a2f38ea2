package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;

/** The words of the Chat Completions API. */
final class ChatComplaints implements Complaints {
  static final ChatComplaints INSTANCE = new ChatComplaints();

  private ChatComplaints() {}

  @Override
  public Rejection missing(String path) {
    return refusal(
        "Missing required parameter: '" + path + "'.", path, "missing_required_parameter");
  }

  @Override
  public Rejection unknown(String path) {
    return refusal("Unknown parameter: '" + path + "'.", path, "unknown_parameter");
  }

  @Override
  public Rejection wrongType(String path, String expected, Json actual) {
    return refusal(
        "Invalid type for '"
            + path
            + "': expected "
            + article(expected)
            + ", but got "
            + article(Complaints.typeOf(actual))
            + " instead.",
        path,
        "invalid_type");
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> "null";
      case "object", "array", "integer" -> "an " + type;
      default -> "a " + type;
    };
  }

  @Override
  public Rejection wrongValue(String path, String problem) {
    return refusal("Invalid '" + path + "': " + problem, path, "invalid_value");
  }

  @Override
  public String element(String path, int index) {
    return path + "[" + index + "]";
  }

  @Override
  public boolean nullIsMissing() {
    return true;
  }

  static Rejection refusal(String message, String param, String code) {
    return new Rejection(400, "invalid_request_error", message, param, code);
  }
}
