package dev.jackdaw.mcp;

import dev.jackdaw.api.VisibleText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened with a server lately, and what it told of it. Safe for use by several threads. */
final class Diary {
  private static final int MOST = 200;
  private static final int MOST_CHARS = 1_000;

  /** One line. */
  record Entry(Instant time, String text) {}

  private final InstantSource clock;
  private final Deque<Entry> entries = new ArrayDeque<>(); // guarded by this

  Diary(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(String text) {
    var cut = text.substring(0, Math.min(MOST_CHARS, text.length()));
    if (entries.size() == MOST) entries.removeFirst();
    entries.add(new Entry(clock.instant(), VisibleText.inOneLine(cut)));
  }

  /** Returns them, the oldest first. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
