package dev.jackdaw.tools.search;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Searches with Java's own regular expressions, several files at a time. It finds what ripgrep
 * finds and never runs longer than the query allows, whatever the pattern. Used once.
 */
final class JavaSearch {
  /** A larger file is data rather than text, and would have to be held in memory. */
  private static final int MAX_FILE_BYTES = 32 << 20;

  private final Query query;
  private final Pattern pattern;
  private final long deadlineNanos;
  private final ConcurrentLinkedQueue<Query.FileHits> found = new ConcurrentLinkedQueue<>();
  private final AtomicInteger matches = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();
  private final AtomicReference<Query.End> end = new AtomicReference<>(Query.End.COMPLETE);

  /**
   * Prepares a search.
   *
   * @throws java.util.regex.PatternSyntaxException when the pattern is not one
   */
  JavaSearch(Query query) {
    this.query = query;
    this.pattern = JavaPattern.compile(query);
    this.deadlineNanos = System.nanoTime() + query.limit().toNanos();
  }

  Query.Found search() throws IOException, InterruptedException {
    var files = files();
    var next = new AtomicInteger();
    var workers = new ArrayList<Callable<Boolean>>();
    for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.add(() -> work(files, next));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(workers)) done.resultNow();
    }
    var sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(hits -> hits.path().toString()));
    return new Query.Found(sorted, end.get(), skipped.get(), unreadable.get());
  }

  private List<Path> files() throws IOException, InterruptedException {
    if (!Files.isDirectory(query.start(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of(query.start());
    }
    var glob = query.fileGlob().map(Glob::of);
    var files = new ArrayList<Path>();
    new Walk(query.start(), query.hidden(), query.workspace())
        .files((path, _) -> {
          var relative = Ignore.slashed(query.start().relativize(path));
          if (glob.isEmpty() || glob.get().matches(relative)) files.add(path);
        });
    return files;
  }

  private boolean work(List<Path> files, AtomicInteger next) {
    for (int i; (i = next.getAndIncrement()) < files.size(); ) {
      if (end.get() != Query.End.COMPLETE) return false;
      try {
        if (query.readable().test(files.get(i))) search(files.get(i));
      } catch (TimedText.OutOfTime | StackOverflowError | ClosedByInterruptException _) {
        end.set(Query.End.OUT_OF_TIME);
        return false;
      } catch (IOException _) {
        unreadable.incrementAndGet();
      }
    }
    return true;
  }

  private void search(Path file) throws IOException {
    var text = text(file);
    if (text.isEmpty()) return;
    var left = Query.MAX_MATCHES + 1 - matches.get();
    var search = new TextSearch(query, pattern, text.get(), deadlineNanos, left);
    var hits = search.hits();
    if (hits.count() == 0) return;
    if (matches.addAndGet(hits.count()) > Query.MAX_MATCHES) end.set(Query.End.TOO_MANY);
    var lines =
        query.output() == SearchFiles.Output.CONTENT
            ? search.lines(hits.lines())
            : List.<Query.Line>of();
    found.add(new Query.FileHits(file, hits.count(), lines));
  }

  /** Returns the text, or nothing when a NUL shows that it is none. */
  private Optional<String> text(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      skipped.incrementAndGet();
      return Optional.empty();
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_FILE_BYTES);
    }
    var text = decoded(bytes);
    return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
  }

  private static String decoded(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    var mark = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    return new String(bytes, mark, bytes.length - mark, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (var i = 0; i < start.length; i++) if ((bytes[i] & 0xFF) != start[i]) return false;
    return true;
  }
}
