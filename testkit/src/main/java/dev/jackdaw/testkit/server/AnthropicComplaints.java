package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;

/** The words of the Messages API. */
final class AnthropicComplaints implements Complaints {
  static final AnthropicComplaints INSTANCE = new AnthropicComplaints();

  private AnthropicComplaints() {}

  @Override
  public Rejection missing(String path) {
    return Rejection.invalid(path + ": Field required");
  }

  @Override
  public Rejection unknown(String path) {
    return Rejection.invalid(path + ": Extra inputs are not permitted");
  }

  @Override
  public Rejection wrongType(String path, String expected, Json actual) {
    var wanted =
        switch (expected) {
          case "object" -> "dictionary";
          case "array" -> "list";
          default -> expected;
        };
    return Rejection.invalid(path + ": Input should be a valid " + wanted);
  }

  @Override
  public Rejection wrongValue(String path, String problem) {
    return Rejection.invalid(path + ": " + problem);
  }

  @Override
  public String element(String path, int index) {
    return path + "." + index;
  }

  @Override
  public boolean nullIsMissing() {
    return false;
  }
}
