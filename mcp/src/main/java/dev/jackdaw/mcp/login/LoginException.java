package dev.jackdaw.mcp.login;

import java.io.IOException;

/** A login that did not work out; the message says why. */
public final class LoginException extends IOException {
  private static final long serialVersionUID = 1L;

  public LoginException(String message) {
    super(message);
  }
}
