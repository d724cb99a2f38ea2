package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;

/** The words of the Gemini API: those of the parser of protocol buffers. */
final class GeminiComplaints implements Complaints {
  static final GeminiComplaints INSTANCE = new GeminiComplaints();

  private GeminiComplaints() {}

  @Override
  public Rejection missing(String path) {
    return refusal("* GenerateContentRequest." + path + ": must not be empty");
  }

  @Override
  public Rejection unknown(String path) {
    return refusal(
        "Invalid JSON payload received. Unknown name \"" + path + "\": Cannot find field.");
  }

  @Override
  public Rejection wrongType(String path, String expected, Json actual) {
    return refusal(
        "Invalid value at '"
            + path
            + "' ("
            + expected
            + "), "
            + Complaints.typeOf(actual)
            + " was given");
  }

  @Override
  public Rejection wrongValue(String path, String problem) {
    return refusal("Invalid value at '" + path + "': " + problem);
  }

  @Override
  public String element(String path, int index) {
    return path + "[" + index + "]";
  }

  @Override
  public boolean nullIsMissing() {
    return true;
  }

  static Rejection refusal(String message) {
    return new Rejection(400, "INVALID_ARGUMENT", message);
  }
}
