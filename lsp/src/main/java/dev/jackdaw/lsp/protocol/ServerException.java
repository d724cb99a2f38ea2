package dev.jackdaw.lsp.protocol;

import java.io.IOException;

/** A server answered with an error, too late or not at all. */
public final class ServerException extends IOException {
  private static final long serialVersionUID = 1;

  /** The server wants to be asked again: what it was asked about has changed. */
  private final boolean passing;

  ServerException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  public ServerException(String message) {
    this(message, false);
  }

  public boolean isPassing() {
    return passing;
  }
}
