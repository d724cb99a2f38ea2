package dev.jackdaw.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a process prints: the lines that are meant for us, which begin with a mark, one by one, and
 * the rest, as far as it may say why the process ended. Safe for use by two threads.
 */
final class Lines {
  /** Something that was printed. */
  sealed interface Printed {
    record Line(String text) implements Printed {}

    record TooLong() implements Printed {}

    record End() implements Printed {}
  }

  private static final char MARK = '@';
  private static final int MAX_LINE_BYTES = 32 << 20;
  private static final int MAX_REST_CHARS = 500;

  private final BlockingQueue<Printed> printed = new LinkedBlockingQueue<>();
  private final StringBuilder rest = new StringBuilder();

  /** Reads to the end, or up to a line that is too long. */
  void read(InputStream in) {
    try (in) {
      var line = new ByteArrayOutputStream();
      var buffer = new byte[1 << 16];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        var from = 0;
        for (var at = 0; at < count; at++) {
          if (buffer[at] != '\n') continue;
          line.write(buffer, from, at - from);
          take(line.toString(StandardCharsets.UTF_8));
          line.reset();
          from = at + 1;
        }
        line.write(buffer, from, count - from);
        if (line.size() > MAX_LINE_BYTES) {
          printed.add(new Printed.TooLong());
          return;
        }
      }
    } catch (IOException _) {
      // The process is gone, or was ended from here.
    } finally {
      printed.add(new Printed.End());
    }
  }

  private void take(String line) {
    if (!line.isEmpty() && line.charAt(0) == MARK) {
      printed.add(new Printed.Line(line.substring(1)));
      return;
    }
    synchronized (rest) {
      if (rest.length() < MAX_REST_CHARS) rest.append(line.strip()).append(' ');
    }
  }

  /** Returns what comes next, null when nothing does in time. */
  @Nullable Printed next(Duration patience) throws InterruptedException {
    return printed.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns what was printed beside the lines. */
  String rest() {
    synchronized (rest) {
      var text = rest.toString().strip();
      return text.length() <= MAX_REST_CHARS ? text : text.substring(0, MAX_REST_CHARS);
    }
  }
}
