package dev.jackdaw.mcp;

import dev.jackdaw.mcp.config.ServerConfig;
import java.io.IOException;

/** Makes connections to servers as this machine allows them. */
@FunctionalInterface
public interface Connector {
  /**
   * Connects and shakes hands.
   *
   * @throws dev.jackdaw.mcp.transport.Unauthorized when the server wants a login first
   */
  Client connect(ServerConfig config, Host host) throws IOException, InterruptedException;

  /** Returns the last of what the server wrote to its errors; may be empty. */
  default String lastWords(ServerConfig config) {
    return "";
  }
}
