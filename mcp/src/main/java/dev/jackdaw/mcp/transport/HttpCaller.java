package dev.jackdaw.mcp.transport;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests by the rules of this machine's network. Safe for use by several threads. */
@FunctionalInterface
public interface HttpCaller {
  /** Sends a request and returns when the head of the answer is there; follows no redirect. */
  Answer send(String method, URI uri, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException;

  /** An answer, its body still arriving. For one thread; interruption ends reading. */
  interface Answer extends AutoCloseable {
    int status();

    /** Returns an empty text when there is none. */
    String header(String name);

    /** Returns how many bytes were read, -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException;

    @Override
    void close();
  }
}
