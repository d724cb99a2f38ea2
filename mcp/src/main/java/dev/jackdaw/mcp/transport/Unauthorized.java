package dev.jackdaw.mcp.transport;

import java.io.IOException;

/** A server that wants to know who asks, or that asks for more rights than the token has. */
public final class Unauthorized extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String challenge;

  Unauthorized(int status, String challenge) {
    super("the server answered " + status + ": it wants a login");
    this.status = status;
    this.challenge = challenge;
  }

  public int status() {
    return status;
  }

  /** Returns the header {@code WWW-Authenticate}; may be empty. */
  public String challenge() {
    return challenge;
  }
}
