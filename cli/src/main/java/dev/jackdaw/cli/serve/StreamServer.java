package dev.jackdaw.cli.serve;

import dev.jackdaw.wire.rpc.LineConnection;
import java.io.InputStream;
import java.io.OutputStream;

/** Serves the one client that is at the other end of two streams. */
public final class StreamServer implements AutoCloseable {
  private final McpSession session;
  private final LineConnection connection;

  public StreamServer(
      String version,
      String instructions,
      ServedTools.Maker maker,
      InputStream in,
      OutputStream out) {
    session = new McpSession(new McpSession.About(version, instructions), maker, _ -> {});
    connection = new LineConnection(in, out, session);
    session.speakThrough(connection.peer());
  }

  /** Serves until the client is gone. */
  public void run() throws InterruptedException {
    try {
      connection.run();
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
