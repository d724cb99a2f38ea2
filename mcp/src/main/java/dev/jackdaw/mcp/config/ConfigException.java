package dev.jackdaw.mcp.config;

/** An entry that describes no server; the message says what is wrong with it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
