package dev.jackdaw.sandbox.egress;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection: reads with a look-ahead and writes whole arrays. One reader at a time.
 */
final class Wire {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Returns what is there, at least one byte; empty at the end of the stream. */
  byte[] some() throws IOException {
    if (!buffer.hasRemaining() && !fill()) return new byte[0];
    return take(buffer.remaining());
  }

  /** Returns at least one and at most {@code most} bytes. */
  byte[] atMost(long most) throws IOException {
    if (!buffer.hasRemaining() && !fill()) throw new EOFException();
    return take((int) Math.min(most, buffer.remaining()));
  }

  byte[] exactly(int count) throws IOException {
    var bytes = new byte[count];
    for (int at = 0; at < count; ) {
      var part = atMost(count - at);
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  int next() throws IOException {
    return exactly(1)[0] & 0xff;
  }

  /** Returns the next byte and leaves it there. */
  int peek() throws IOException {
    if (!buffer.hasRemaining() && !fill()) throw new EOFException();
    return buffer.get(buffer.position()) & 0xff;
  }

  /** Returns a line without its end, or throws when it is longer than {@code most} bytes. */
  String line(int most) throws IOException {
    var bytes = new byte[most];
    for (int count = 0; count < most; count++) {
      bytes[count] = (byte) next();
      if (bytes[count] == '\n') {
        var end = count > 0 && bytes[count - 1] == '\r' ? count - 1 : count;
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
      }
    }
    throw new TooLongException();
  }

  void write(byte[] bytes) throws IOException {
    for (var out = ByteBuffer.wrap(bytes); out.hasRemaining(); ) channel.write(out);
  }

  private byte[] take(int count) {
    var bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    var read = channel.read(buffer);
    buffer.flip();
    return read > 0;
  }

  /** A line or head that is longer than it may be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
