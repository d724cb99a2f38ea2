package dev.jackdaw.lsp.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Passes on whole messages of a server and nothing else: a header that is too long, a length that
 * is none or more than anybody needs, and a flood end the connection before memory is taken for
 * them. Used by one thread.
 */
final class FrameGuard extends InputStream {
  static final int MOST_BYTES = 32 << 20;
  private static final int MOST_HEADER_BYTES = 4_096;
  private static final int MOST_GARBAGE_BYTES = 64 << 10;
  private static final long WINDOW_NANOS = 5_000_000_000L;

  /** What a server may send within a window. */
  record Flood(int messages, long bytes) {
    static final Flood USUAL = new Flood(40_000, 256L << 20);
  }

  private final InputStream in;
  private final Flood most;
  private byte[] frame = new byte[0];
  private int at;
  private long windowStart = System.nanoTime();
  private int messages;
  private long bytes;

  FrameGuard(InputStream in, Flood most) {
    this.in = in;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    if (at == frame.length && !next()) return -1;
    return frame[at++] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) return 0;
    if (at == frame.length && !next()) return -1;
    var count = Math.min(length, frame.length - at);
    System.arraycopy(frame, at, to, from, count);
    at += count;
    return count;
  }

  /** Reads the next message; only its length is passed on of its header. */
  private boolean next() throws IOException {
    var length = length();
    if (length < 0) return false;
    meter(length);
    var body = in.readNBytes(length);
    if (body.length < length) throw new IOException("it ended in the middle of a message");
    var header = ("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    frame = new byte[header.length + length];
    System.arraycopy(header, 0, frame, 0, header.length);
    System.arraycopy(body, 0, frame, header.length, length);
    at = 0;
    return true;
  }

  private void meter(int length) throws IOException {
    var now = System.nanoTime();
    if (now - windowStart > WINDOW_NANOS) {
      windowStart = now;
      messages = 0;
      bytes = 0;
    }
    messages++;
    bytes += length;
    if (messages > most.messages() || bytes > most.bytes()) {
      throw new IOException("it floods: " + messages + " messages within seconds");
    }
  }

  /** Returns the length of the body that follows; -1 at the end. */
  private int length() throws IOException {
    var length = -1;
    var passedOver = 0;
    while (true) {
      var line = line();
      if (line == null) return -1;
      if (line.isEmpty()) {
        if (length >= 0) return length;
        continue;
      }
      var colon = line.indexOf(':');
      var name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (name.equals("content-length")) length = parsed(line.substring(colon + 1).strip());
      else if (!name.equals("content-type")) passedOver += line.length() + 1;
      if (passedOver > MOST_GARBAGE_BYTES) {
        throw new IOException("what it prints is no message of the protocol");
      }
    }
  }

  private static int parsed(String text) throws IOException {
    try {
      var length = Long.parseLong(text);
      if (length >= 0 && length <= MOST_BYTES) return (int) length;
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IOException(
        "it announced a message of " + text.substring(0, Math.min(40, text.length())) + " bytes");
  }

  private @org.jspecify.annotations.Nullable String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      var c = in.read();
      if (c < 0) return null;
      if (c == '\n') return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      line.write(c);
      if (line.size() > MOST_HEADER_BYTES) throw new IOException("its header does not end");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
