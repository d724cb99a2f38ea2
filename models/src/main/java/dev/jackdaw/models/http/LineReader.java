package dev.jackdaw.models.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads lines of UTF-8 text, as of newline-delimited JSON. Lines are found in the bytes, so that a
 * character cut by the network cannot be damaged. Blank lines are left out. Not thread-safe.
 */
public final class LineReader {
  private final ByteSource source;
  private final int maxLineBytes;
  private byte[] buffer = new byte[16 << 10];
  private int start;
  private int scanned;
  private int end;

  public LineReader(ByteSource source) {
    this(source, SseReader.MAX_EVENT_BYTES);
  }

  LineReader(ByteSource source, int maxLineBytes) {
    this.source = source;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Waits for the next line. What the stream ends within counts as a line: the last one may lack
   * its end.
   *
   * @return nothing at the end of the stream
   * @throws IOException when the source fails, or a line is larger than the limit
   */
  public Optional<String> next() throws IOException, InterruptedException {
    while (true) {
      while (scanned < end && buffer[scanned] != '\n') scanned++;
      var ended = scanned < end;
      if (!ended && fill()) continue;
      var line = new String(buffer, start, scanned - start, StandardCharsets.UTF_8).strip();
      start = ended ? scanned + 1 : scanned;
      scanned = start;
      if (!line.isEmpty()) return Optional.of(line);
      if (!ended) return Optional.empty();
    }
  }

  private boolean fill() throws IOException, InterruptedException {
    if (end - start > maxLineBytes) throw new EventTooLargeException(maxLineBytes);
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      scanned -= start;
      start = 0;
    }
    if (end == buffer.length) buffer = Arrays.copyOf(buffer, end * 2);
    var count = source.read(buffer, end, buffer.length - end);
    if (count < 0) return false;
    end += count;
    return true;
  }
}
