package dev.jackdaw.models.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events as the WHATWG HTML standard describes them (section 9.2, "Interpreting
 * an event stream"). Lines are found in the bytes and decoded whole, so that a character cut by the
 * network cannot be damaged. An event the stream ends within is not handed out. Not thread-safe.
 */
public final class SseReader {
  /** The most one event may hold. A tool call with a whole file in it stays far below. */
  public static final int MAX_EVENT_BYTES = 32 << 20;

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  private final ByteSource source;
  private final int maxEventBytes;
  private byte[] buffer = new byte[16 << 10];
  private int start;
  private int scanned;
  private int end;
  private boolean skipLineFeed;
  private boolean begun;

  private String name = "";
  private String data = "";
  private StringBuilder more = new StringBuilder();
  private int dataLines;
  private long eventBytes;

  public SseReader(ByteSource source) {
    this(source, MAX_EVENT_BYTES);
  }

  SseReader(ByteSource source, int maxEventBytes) {
    this.source = source;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Waits for the next event.
   *
   * @return nothing at the end of the stream
   * @throws IOException when the source fails, or an event is larger than the limit
   */
  public Optional<SseEvent> next() throws IOException, InterruptedException {
    while (true) {
      var length = lineLength();
      if (length < 0) return Optional.empty();
      var from = start;
      consume(length);
      if (length > 0) {
        line(from, length);
      } else if (dataLines > 0) {
        return Optional.of(dispatched());
      } else {
        name = "";
        eventBytes = 0;
      }
    }
  }

  private SseEvent dispatched() {
    var event =
        new SseEvent(name.isEmpty() ? "message" : name, dataLines == 1 ? data : more.toString());
    name = "";
    data = "";
    if (dataLines > 1) more = new StringBuilder();
    dataLines = 0;
    eventBytes = 0;
    return event;
  }

  /** Returns how long the line at {@link #start} is, -1 when the stream ends before it does. */
  private int lineLength() throws IOException, InterruptedException {
    while (true) {
      if (skipLineFeed && start < end) {
        skipLineFeed = false;
        if (buffer[start] == '\n') scanned = ++start;
      }
      var bytes = buffer;
      var limit = end;
      var at = scanned;
      while (at < limit && bytes[at] != '\n' && bytes[at] != '\r') at++;
      scanned = at;
      if (at < limit) return at - start;
      if (!fill()) return -1;
    }
  }

  private void consume(int length) {
    var lineEnd = start + length;
    skipLineFeed = buffer[lineEnd] == '\r';
    start = lineEnd + 1;
    scanned = start;
  }

  private boolean fill() throws IOException, InterruptedException {
    if (end - start + eventBytes > maxEventBytes) {
      throw new EventTooLargeException(maxEventBytes);
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      scanned -= start;
      start = 0;
    }
    if (end == buffer.length) buffer = java.util.Arrays.copyOf(buffer, end * 2);
    var count = source.read(buffer, end, buffer.length - end);
    if (count < 0) return false;
    end += count;
    return begun || skipByteOrderMark();
  }

  private boolean skipByteOrderMark() throws IOException, InterruptedException {
    while (end < 3 && end > 0 && isMark(end)) {
      var count = source.read(buffer, end, buffer.length - end);
      if (count < 0) break;
      end += count;
    }
    begun = true;
    if (end >= 3 && isMark(3)) {
      start = 3;
      scanned = 3;
    }
    return true;
  }

  private boolean isMark(int length) {
    return buffer[0] == (byte) 0xEF
        && (length < 2 || buffer[1] == (byte) 0xBB)
        && (length < 3 || buffer[2] == (byte) 0xBF);
  }

  private void line(int from, int length) throws IOException {
    eventBytes += length;
    if (eventBytes > maxEventBytes) throw new EventTooLargeException(maxEventBytes);
    if (isField(DATA, from, length)) {
      data(value(from + DATA.length, from + length));
    } else if (isField(EVENT, from, length)) {
      name = value(from + EVENT.length, from + length);
    }
  }

  /** Returns whether the line is the field: its name, then the end of the line or a colon. */
  private boolean isField(byte[] field, int from, int length) {
    if (length < field.length) return false;
    for (var i = 0; i < field.length; i++) {
      if (buffer[from + i] != field[i]) return false;
    }
    return length == field.length || buffer[from + field.length] == ':';
  }

  private String value(int colon, int lineEnd) {
    if (colon >= lineEnd) return "";
    var from = colon + 1;
    if (from < lineEnd && buffer[from] == ' ') from++;
    return new String(buffer, from, lineEnd - from, StandardCharsets.UTF_8);
  }

  private void data(String line) {
    if (dataLines == 0) {
      data = line;
    } else {
      if (dataLines == 1) more.append(data);
      more.append('\n').append(line);
    }
    dataLines++;
  }
}
