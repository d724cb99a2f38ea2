package dev.jackdaw.api.json;

/** Text was not the JSON that was expected. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  public JsonException(String problem, int offset) {
    super(problem + " at character " + offset);
    this.offset = offset;
  }

  /** Returns how many characters precede the problem. */
  public int offset() {
    return offset;
  }
}
