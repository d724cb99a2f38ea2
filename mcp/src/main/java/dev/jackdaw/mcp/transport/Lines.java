package dev.jackdaw.mcp.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of bounded length. For one thread. */
final class Lines {
  private final InputStream in;
  private final int mostBytes;

  Lines(InputStream in, int mostBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.mostBytes = mostBytes;
  }

  /**
   * Returns the next line without its end; nothing at the end of the input.
   *
   * @throws IOException when it is too long
   */
  Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream(256);
    while (true) {
      var b = in.read();
      if (b < 0) return Optional.empty();
      if (b == '\n') return Optional.of(line.toString(StandardCharsets.UTF_8));
      if (line.size() == mostBytes) {
        throw new IOException("a message was longer than " + (mostBytes >> 20) + " MiB");
      }
      line.write(b);
    }
  }
}
