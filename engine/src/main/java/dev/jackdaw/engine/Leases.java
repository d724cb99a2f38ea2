package dev.jackdaw.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may change what in a checkout at the moment: one agent at a time for a file, and for a folder
 * with everything below it. Agents of one process wait in the order in which they came; agents of
 * other processes are kept out by locks on a file that all of them open. Reading needs no lease.
 *
 * <p>All leases of a call are taken together. Within the process that is one step; the locks of the
 * file are taken in the order of their keys, by whoever has the leases of this process already, so
 * that nobody waits in a circle. A call that makes further calls must hold no lease meanwhile.
 *
 * <p>Thread-safe. A process makes one for a folder and keeps it: where the system's locks belong to
 * processes, closing a second one would give back the locks of the first.
 */
public final class Leases {
  private static final long FIRST_PAUSE_MS = 2;
  private static final long LONGEST_PAUSE_MS = 100;

  /** Hears, once for each holder, that a call waits. */
  @FunctionalInterface
  interface Waiting {
    /** {@code holder} is a phrase such as {@code agent 2 (edit src/A.java)}. */
    void on(Path path, String holder);
  }

  /**
   * A call's wish, numbered because two may be for the same, in force from the moment on when
   * nothing before it overlaps.
   */
  private record Request(long number, List<Place> places, String holder) {
    Optional<Place> overlap(Request other) {
      return places.stream()
          .filter(place -> other.places.stream().anyMatch(place::overlaps))
          .findFirst();
    }
  }

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition released = lock.newCondition();
  private final AtomicLong numbers = new AtomicLong();
  private final List<Request> requests = new ArrayList<>();
  private volatile @Nullable LeaseFile file;

  private Leases(@Nullable LeaseFile file) {
    this.file = file;
  }

  /** Returns leases for the agents of this process alone. */
  public static Leases inProcess() {
    return new Leases(null);
  }

  /**
   * Returns leases that hold between all processes that name the same folder, which must not be
   * inside a checkout. It and a small file in it are created when the first lease is taken.
   */
  public static Leases across(Path folder) {
    return new Leases(new LeaseFile(folder));
  }

  /**
   * Waits until nobody else may change these paths or anything below them.
   *
   * @param who a phrase for others that wait, such as {@code agent 2}
   * @param what a phrase such as {@code edit src/A.java}
   */
  Hold take(Collection<Path> paths, String who, String what, Waiting waiting)
      throws InterruptedException {
    if (paths.isEmpty()) return Hold.NOTHING;
    var places = paths.stream().map(Place::of).toList();
    var request = new Request(numbers.incrementAndGet(), places, who + " (" + what + ")");
    enter(request, waiting);
    Hold held = () -> leave(request);
    try {
      return held.and(lockFile(places, what, waiting));
    } catch (InterruptedException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private void enter(Request request, Waiting waiting) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requests.add(request);
      Request told = null;
      while (true) {
        var holder = blocking(request);
        if (holder == null) return;
        if (!holder.equals(told)) {
          waiting.on(request.overlap(holder).orElseThrow().path(), holder.holder());
        }
        told = holder;
        released.await();
      }
    } catch (InterruptedException | RuntimeException e) {
      remove(request);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the first request before this one that overlaps it, whether in force or waiting. */
  private @Nullable Request blocking(Request request) {
    for (var other : requests) {
      if (other.equals(request)) return null;
      if (request.overlap(other).isPresent()) return other;
    }
    return null;
  }

  private void leave(Request request) {
    lock.lock();
    try {
      remove(request);
    } finally {
      lock.unlock();
    }
  }

  private void remove(Request request) {
    requests.remove(request);
    released.signalAll();
  }

  private Hold lockFile(List<Place> places, String what, Waiting waiting)
      throws InterruptedException {
    var shared = file;
    if (shared == null) return Hold.NOTHING;
    var locked = new ArrayList<Long>();
    Hold held = () -> locked.reversed().forEach(shared::unlock);
    try {
      for (var key : LeaseFile.keys(places).values()) {
        if (await(shared, key, what, waiting)) locked.add(key.number());
      }
      return held;
    } catch (IOException e) {
      held.close();
      file = null;
      System.getLogger("dev.jackdaw.engine")
          .log(
              System.Logger.Level.WARNING,
              "Other sessions in this folder cannot be kept out, because there are no locks at "
                  + shared,
              e);
      return Hold.NOTHING;
    } catch (InterruptedException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** Returns whether it is locked now; not when the process that runs this one has it. */
  private static boolean await(LeaseFile shared, LeaseFile.Key key, String what, Waiting waiting)
      throws IOException, InterruptedException {
    var pause = FIRST_PAUSE_MS;
    var told = "";
    while (!shared.tryLock(key, what)) {
      var holders = shared.holders(key);
      if (holders.stream().anyMatch(LeaseFile.Holder::isAbove)) return false;
      var name = holders.isEmpty() ? "another session" : holders.getFirst().described();
      var isLetGo = holders.isEmpty() && pause < LONGEST_PAUSE_MS;
      if (!isLetGo && !name.equals(told)) {
        waiting.on(key.wanted(), name);
        told = name;
      }
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
    return true;
  }
}
