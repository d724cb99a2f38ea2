package dev.jackdaw.mcp.login;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Has the user say yes in a browser. Used once. */
public interface Visitor extends AutoCloseable {
  /** Returns where the browser is sent back to. */
  URI redirect();

  /**
   * Leads the user to the address and waits.
   *
   * @return the parameters that the browser came back with
   */
  Map<String, String> visit(URI address) throws IOException, InterruptedException;

  @Override
  void close();
}
