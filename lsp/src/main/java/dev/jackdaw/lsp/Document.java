package dev.jackdaw.lsp;

import dev.jackdaw.lsp.protocol.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file as a server sees it, and what it has to say of it. Its own lock guards what the reading
 * thread changes; the rest belongs to the thread of the server.
 */
final class Document {
  /** Some servers publish twice: what the grammar finds, then what the types do. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** One that says which text it speaks of has usually said all. */
  private static final long SETTLE_VERSIONED_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final Path path;
  private final String uri;
  private final ReentrantLock lock = new ReentrantLock();
  private final java.util.concurrent.locks.Condition heard = lock.newCondition();

  // of the server's thread
  private @Nullable String text;
  private int version;

  // guarded by the lock
  private List<Finding> pushed = List.of();
  private List<Finding> pulled = List.of();
  private List<String> lines = List.of();
  private List<Problem> known = List.of();
  private Set<String> before = Set.of();
  private boolean spokenOf;
  private boolean awaited;
  private boolean abandoned;
  private long published;
  private long publishedAt;
  private long settling = SETTLE_NANOS;

  Document(Path path, String uri) {
    this.path = path;
    this.uri = uri;
  }

  Path path() {
    return path;
  }

  String uri() {
    return uri;
  }

  @Nullable String text() {
    return text;
  }

  /** Takes a new text and returns its version. What was said of the old one is kept until then. */
  int sent(@Nullable String next) {
    text = next;
    lock.lock();
    try {
      var now = next == null ? List.<String>of() : next.lines().toList();
      if (!spokenOf) before = stripped(version == 0 ? now : lines);
      lines = now;
      return ++version;
    } finally {
      lock.unlock();
    }
  }

  /** Says that what is published from now on is waited for. */
  void await() {
    lock.lock();
    try {
      awaited = true;
      published = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the server has spoken of the text and has been quiet for a moment.
   *
   * @return whether it has
   */
  boolean settled(long nanos) throws InterruptedException {
    var end = System.nanoTime() + nanos;
    lock.lockInterruptibly();
    try {
      while (true) {
        if (abandoned) return false;
        var now = System.nanoTime();
        var quiet = published > 0 ? settling - (now - publishedAt) : Long.MAX_VALUE;
        if (quiet <= 0) return true;
        var left = Math.min(quiet, end - now);
        if (end - now <= 0) return published > 0;
        var _ = heard.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that nothing will be heard of it any more. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      heard.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what a server says unasked.
   *
   * @return what is new in it, when nobody waits for it
   */
  List<Problem> published(int of, List<Finding> findings) {
    lock.lock();
    try {
      if (of >= 0 && of < version) return List.of();
      pushed = findings;
      published++;
      publishedAt = System.nanoTime();
      settling = of == version ? SETTLE_VERSIONED_NANOS : SETTLE_NANOS;
      heard.signalAll();
      return awaited ? List.of() : taken();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what a server answered. */
  void pulled(List<Finding> findings) {
    lock.lock();
    try {
      pulled = findings;
      spokenOf = true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends waiting, and returns what is new. */
  List<Problem> arrived() {
    lock.lock();
    try {
      awaited = false;
      return taken();
    } finally {
      lock.unlock();
    }
  }

  /** Returns what there is to say of the text now, the worst first. */
  List<Problem> problems() {
    lock.lock();
    try {
      return Novelty.of(List.of(), current());
    } finally {
      lock.unlock();
    }
  }

  private static Set<String> stripped(List<String> lines) {
    var all = new HashSet<String>();
    for (var line : lines) all.add(line.strip());
    return all;
  }

  /**
   * Where nothing was said of the text before a change, what is wrong on lines that stood there
   * counts as known.
   */
  private List<Problem> taken() {
    var now = current();
    if (!spokenOf) {
      known = now.stream().filter(problem -> before.contains(problem.lineText())).toList();
    }
    spokenOf |= published > 0;
    var fresh = Novelty.of(known, now);
    known = now;
    return fresh;
  }

  /** Advice is not told: whoever edits did not ask for it. */
  private List<Problem> current() {
    var problems = new ArrayList<Problem>();
    var all = new LinkedHashSet<>(pulled);
    all.addAll(pushed);
    for (var finding : all) {
      if (finding.severity() > 2) continue;
      var inside = finding.line() >= 0 && finding.line() < lines.size();
      problems.add(
          new Problem(
              finding.severity() == 2 ? Problem.Severity.WARNING : Problem.Severity.ERROR,
              finding.message(),
              finding.code(),
              line(finding.line()),
              inside ? lines.get(finding.line()).strip() : ""));
    }
    return problems;
  }

  /** Returns the line counting from 1, within the text where that is known. */
  private int line(int fromZero) {
    var last = lines.isEmpty() ? Integer.MAX_VALUE : lines.size();
    return (int) Math.max(1, Math.min(last, fromZero + 1L));
  }
}
