package dev.jackdaw.mcp.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads a stream of server-sent events, as the HTML standard has them. It remembers the last event
 * id and the wanted pause before the next connection. For one thread.
 */
final class SseParser {
  /** An event with its data; the type is {@code message} when none is given. */
  record Event(String type, String data) {}

  private final HttpCaller.Answer from;
  private final int mostBytes;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int filled;
  private boolean afterReturn;
  private String lastId = "";
  private Optional<Duration> retry = Optional.empty();

  SseParser(HttpCaller.Answer from, int mostBytes) {
    this.from = from;
    this.mostBytes = mostBytes;
  }

  /** Returns an empty text when no event had one. */
  String lastId() {
    return lastId;
  }

  Optional<Duration> retry() {
    return retry;
  }

  /** Returns the next event that has data; nothing at the end of the stream. */
  Optional<Event> next() throws IOException, InterruptedException {
    var type = "";
    var data = new StringBuilder();
    var hasData = false;
    for (var line = line(); line.isPresent(); line = line()) {
      var text = line.get();
      if (text.isEmpty()) {
        if (hasData && !data.isEmpty()) {
          return Optional.of(new Event(type.isEmpty() ? "message" : type, data.toString()));
        }
        type = "";
        hasData = false;
        continue;
      }
      var colon = text.indexOf(':');
      if (colon == 0) continue;
      var field = colon < 0 ? text : text.substring(0, colon);
      var value = colon < 0 ? "" : text.substring(colon + 1);
      if (value.startsWith(" ")) value = value.substring(1);
      switch (field) {
        case "event" -> type = value;
        case "data" -> {
          if (hasData) data.append('\n');
          data.append(value);
          hasData = true;
          if (data.length() > mostBytes) throw tooLong();
        }
        case "id" -> {
          if (value.indexOf('\0') < 0) lastId = value;
        }
        case "retry" -> retry = millis(value);
        default -> {
          // The standard has it passed over.
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Duration> millis(String value) {
    if (value.isEmpty()
        || value.length() > 9
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return retry;
    }
    return Optional.of(Duration.ofMillis(Long.parseLong(value)));
  }

  private IOException tooLong() {
    return new IOException("a message was longer than " + (mostBytes >> 20) + " MiB");
  }

  private Optional<String> line() throws IOException, InterruptedException {
    var line = new ByteArrayOutputStream(128);
    while (true) {
      if (next == filled) {
        filled = from.read(buffer, 0, buffer.length);
        next = 0;
        if (filled <= 0) {
          filled = 0;
          return Optional.empty();
        }
      }
      var b = buffer[next++];
      var skip = afterReturn && b == '\n';
      afterReturn = b == '\r';
      if (skip) continue;
      if (b == '\n' || b == '\r') return Optional.of(line.toString(StandardCharsets.UTF_8));
      if (line.size() == mostBytes) throw tooLong();
      line.write(b);
    }
  }
}
