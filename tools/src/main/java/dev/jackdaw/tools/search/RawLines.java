package dev.jackdaw.tools.search;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of UTF-8 by their numbers, read once from the first to the last that is wanted. What is too
 * long to be shown is passed over. Not thread-safe.
 */
final class RawLines {
  static final int MAX_LINE_BYTES = 8_192;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 14];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private int next;
  private int end;
  private int number;

  RawLines(InputStream in) {
    this.in = in;
  }

  /** Returns a line after those that were asked for before; nothing when there is none. */
  Optional<String> line(int wanted) throws IOException {
    while (number < wanted) {
      line.reset();
      if (!advance(number + 1 == wanted)) return Optional.empty();
      number++;
    }
    return Optional.of(shown(line.toString(StandardCharsets.UTF_8)));
  }

  /** Returns the line without a carriage return at its end. */
  static String shown(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Passes a line, and returns whether there was one. */
  private boolean advance(boolean kept) throws IOException {
    var any = false;
    while (true) {
      if (next == end) {
        next = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) return any;
      }
      any = true;
      var from = next;
      while (next < end && buffer[next] != '\n') next++;
      if (kept) line.write(buffer, from, Math.min(next - from, MAX_LINE_BYTES - line.size()));
      if (next == end) continue;
      next++;
      return true;
    }
  }
}
