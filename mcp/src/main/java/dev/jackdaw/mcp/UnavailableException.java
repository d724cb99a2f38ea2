package dev.jackdaw.mcp;

/** A server that cannot be used now; the message says why and what would help. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
