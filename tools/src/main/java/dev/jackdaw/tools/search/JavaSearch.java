package dev.jackdaw.tools.search;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
  static final int MAX_FILE_BYTES = 32 << 20;

  /** As many files of a folder are searched by one thread. */
  private static final int MAX_PART = 64;

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
    var parts = parts();
    var next = new AtomicInteger();
    var workers = new ArrayList<Callable<Boolean>>();
    for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.add(() -> work(parts, next));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(workers)) done.resultNow();
    }
    var sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(hits -> hits.path().toString()));
    return new Query.Found(sorted, end.get(), skipped.get(), unreadable.get(), 0);
  }

  /** Files of one folder, which is opened once for all of them. */
  private record Part(Path folder, List<Path> names) {}

  private List<Part> parts() throws IOException, InterruptedException {
    var parts = new ArrayList<Part>();
    if (query.isOneFile()) {
      var file = query.start();
      parts.add(new Part(folder(file), List.of(name(file))));
      return parts;
    }
    var glob = query.fileGlob().map(Glob::of);
    new Walk(query.start(), query.hidden(), query.workspace())
        .files((path, _) -> {
          var relative = Ignore.slashed(query.start().relativize(path));
          if (glob.isEmpty() || glob.get().matches(relative)) add(path, parts);
        });
    return parts;
  }

  private static void add(Path file, List<Part> parts) {
    var last = parts.isEmpty() ? null : parts.getLast();
    if (last == null || last.names.size() == MAX_PART || !last.folder.equals(folder(file))) {
      last = new Part(folder(file), new ArrayList<>());
      parts.add(last);
    }
    last.names.add(name(file));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static Path name(Path file) {
    return Objects.requireNonNull(file.getFileName());
  }

  private boolean work(List<Part> parts, AtomicInteger next) {
    for (int i; (i = next.getAndIncrement()) < parts.size(); ) {
      var part = parts.get(i);
      try (var folder = Folder.open(part.folder(), query.workspace())) {
        for (var name : part.names()) {
          if (end.get() != Query.End.COMPLETE) return false;
          if (mayRead(part.folder().resolve(name))) search(folder, name);
        }
      } catch (TimedText.OutOfTime | StackOverflowError | ClosedByInterruptException _) {
        end.set(Query.End.OUT_OF_TIME);
        return false;
      } catch (IOException _) {
        unreadable.addAndGet(part.names().size());
      }
    }
    return true;
  }

  /** Who asks for one file by its name was allowed to read it. */
  private boolean mayRead(Path file) {
    return query.isOneFile() || query.readable().test(file);
  }

  private void search(Folder folder, Path name) throws ClosedByInterruptException {
    try {
      var text = text(folder, name);
      if (text.isPresent()) search(folder.path().resolve(name), text.get());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) {
      unreadable.incrementAndGet();
    }
  }

  private void search(Path file, String text) {
    var left = Query.MAX_MATCHES + 1 - matches.get();
    var search = new TextSearch(query, pattern, text, deadlineNanos, left);
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
  private Optional<String> text(Folder folder, Path name) throws IOException {
    byte[] bytes;
    try (var file = folder.read(name)) {
      if (file.size() > MAX_FILE_BYTES) {
        skipped.incrementAndGet();
        return Optional.empty();
      }
      bytes = Channels.newInputStream(file).readNBytes(MAX_FILE_BYTES);
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

  static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (var i = 0; i < start.length; i++) if ((bytes[i] & 0xFF) != start[i]) return false;
    return true;
  }
}
