package dev.jackdaw.journal;

import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a long file with the help of other threads: they make occurrences of the records to come
 * while those before are handed out, in order, by the one that asked.
 */
final class DecodingAhead {
  /** A shorter file is read before threads have started. */
  static final long WORTHWHILE_BYTES = 2L * 1024 * 1024;

  private static final int BATCH_BYTES = 128 * 1024;
  private static final int MOST_THREADS = 4;

  private final RecordReader records;
  private final Function<Json.Obj, Optional<Occurrence>> making;
  private final ExecutorService threads;
  private final int most;
  private final Deque<Future<List<Occurrence>>> ahead = new ArrayDeque<>();

  private DecodingAhead(
      RecordReader records, Function<Json.Obj, Optional<Occurrence>> making, int threads) {
    this.records = records;
    this.making = making;
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("journal-", 1).factory());
    most = threads + 1;
  }

  /** Hands out the events in the first bytes of the file; {@code making} is for several threads. */
  static void play(
      Path file,
      long bytes,
      Function<Json.Obj, Optional<Occurrence>> making,
      Consumer<Occurrence> each)
      throws IOException {
    var cores = Runtime.getRuntime().availableProcessors();
    try (var records = new RecordReader(file, bytes)) {
      var decoding = new DecodingAhead(records, making, Math.clamp(cores, 1, MOST_THREADS));
      try {
        decoding.handOut(each);
      } finally {
        decoding.threads.shutdownNow();
      }
    }
  }

  private void handOut(Consumer<Occurrence> each) throws IOException {
    var interrupted = false;
    try {
      while (true) {
        fill();
        if (ahead.isEmpty()) return;
        try {
          ahead.element().get().forEach(each);
          ahead.remove();
        } catch (InterruptedException _) {
          interrupted = true; // a part of a session is of no use
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException known) throw known;
          throw new IOException(e.getCause());
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private void fill() throws IOException {
    while (ahead.size() < most) {
      var lines = new ArrayList<byte[]>();
      for (var size = 0; size < BATCH_BYTES && records.next(); ) {
        var line = records.line();
        size += line.length;
        lines.add(line);
      }
      if (lines.isEmpty()) return;
      ahead.add(threads.submit(() -> made(lines)));
    }
  }

  private List<Occurrence> made(List<byte[]> lines) {
    var made = new ArrayList<Occurrence>(lines.size());
    for (var line : lines) making.apply(Frame.parse(line, 0, line.length)).ifPresent(made::add);
    return made;
  }
}
