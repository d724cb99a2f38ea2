package dev.jackdaw.wire.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 up to a size; what is longer is passed over without being kept. */
final class Lines {
  /** One line, or why it is none. */
  sealed interface Line {
    record Text(String text) implements Line {}

    record TooLong(long bytes) implements Line {}

    record NotUtf8() implements Line {}
  }

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  Lines(InputStream in, int mostBytes) {
    this.in = in;
    this.most = mostBytes;
  }

  /** Returns the next line; nothing at the end, where an unfinished line does not count. */
  Optional<Line> next() throws IOException {
    var kept = new ByteArrayOutputStream(256);
    var size = 0L;
    while (true) {
      if (at == end && !fill()) return Optional.empty();
      var stop = at;
      while (stop < end && buffer[stop] != '\n') stop++;
      size += stop - at;
      if (size <= most) kept.write(buffer, at, stop - at);
      else kept = new ByteArrayOutputStream(0);
      var complete = stop < end;
      at = complete ? stop + 1 : stop;
      if (complete) return Optional.of(line(kept, size));
    }
  }

  private Line line(ByteArrayOutputStream kept, long size) {
    if (size > most) return new Line.TooLong(size);
    try {
      var bytes = ByteBuffer.wrap(kept.toByteArray());
      return new Line.Text(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return new Line.NotUtf8();
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
