package dev.jackdaw.lsp;

import dev.jackdaw.api.Closing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a session, of whatever folder. So many run at once and no more; those that nobody
 * has asked for a while rest, which ends their processes until they are asked again. Safe for use
 * by several threads.
 */
final class Pool implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(2);
  static final int MOST_RUNNING = 8;
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final Map<String, RunningServer> known = new LinkedHashMap<>(); // guarded by this
  private final long memory;
  private final ThreadFactory threads;
  private volatile Runnable listener = () -> {};
  private boolean closed; // guarded by this
  private @Nullable Thread watch; // guarded by this

  Pool(long memory, ThreadFactory threads) {
    this.memory = memory;
    this.threads = threads;
  }

  /** Returns the server of that name, made when there is none; nothing when all is over. */
  Optional<RunningServer> get(String key, Supplier<RunningServer> making) {
    RunningServer server;
    synchronized (this) {
      if (closed) return Optional.empty();
      server = known.computeIfAbsent(key, _ -> making.get());
      if (watch == null) {
        watch = threads.newThread(new MemoryWatch(this, memory));
        watch.start();
      }
    }
    if (!server.isRunning()) makeRoom(server);
    return Optional.of(server);
  }

  /** Lets the one rest that nobody has asked for longest, where another is about to start. */
  private void makeRoom(RunningServer another) {
    var running = new ArrayList<RunningServer>();
    for (var server : all()) if (server.isRunning() && !server.equals(another)) running.add(server);
    if (running.size() < MOST_RUNNING) return;
    longestUnused(running).ifPresent(RunningServer::rest);
  }

  static Optional<RunningServer> longestUnused(List<RunningServer> servers) {
    return servers.stream().max(Comparator.comparing(RunningServer::unusedFor));
  }

  /** Lets those rest that nobody has asked for long. */
  void restUnused() {
    for (var server : all()) {
      if (server.isRunning() && server.unusedFor().compareTo(LONGEST_REST) > 0) server.rest();
    }
  }

  void telling(Runnable told) {
    listener = told;
  }

  void changed() {
    listener.run();
  }

  synchronized List<RunningServer> all() {
    return List.copyOf(known.values());
  }

  /** Ends those of a view, which is gone for good. */
  void end(String prefix) {
    var gone = new ArrayList<RunningServer>();
    synchronized (this) {
      known
          .entrySet()
          .removeIf(entry -> {
            if (!entry.getKey().startsWith(prefix)) return false;
            gone.add(entry.getValue());
            return true;
          });
    }
    Closing.all(gone, "lsp-close", END);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (watch != null) watch.interrupt();
    }
    Closing.all(all(), "lsp-close", END);
  }
}
