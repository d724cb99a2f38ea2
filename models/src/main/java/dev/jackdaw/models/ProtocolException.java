package dev.jackdaw.models;

import java.io.IOException;

/** What came back is not the dialect. */
final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String problem) {
    super(problem);
  }
}
