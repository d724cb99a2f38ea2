package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.MemoryBlobs;
import dev.jackdaw.testkit.MemoryJournal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A journal whose process is killed at one of its boundaries: before or after an event is kept, or
 * is synced. From then on nothing can be done through it. Thread-safe.
 */
final class DyingJournal implements Journal {
  static final int NEVER = -1;

  /** What ends, and so what a later process finds. */
  enum Death {
    /** The process: everything that was appended stays. */
    KILL,
    /** The machine, at its worst: only what was synced stays. */
    POWER_CUT,
    /** The machine: of what was not synced the first half stays. */
    TORN,
    /** Nothing: the disk is full for a moment, and the process goes on. */
    FULL_DISK
  }

  /** Thrown to everybody from the end on. */
  static final class DeadException extends JackdawException {
    private static final long serialVersionUID = 1;

    DeadException() {
      super(Kind.ENVIRONMENT, "dead", "the process was killed");
    }
  }

  private final MemoryJournal kept;
  private final int at;
  private final Death death;

  // All guarded by this.
  private int boundaries;
  private Optional<MemoryJournal> left = Optional.empty();

  DyingJournal(MemoryJournal kept, int at, Death death) {
    this.kept = kept;
    this.at = at;
    this.death = death;
  }

  /** Does something that the process can only do while it lives, all of it or nothing. */
  synchronized void alive(Runnable effect) {
    if (left.isPresent()) throw new DeadException();
    effect.run();
  }

  private synchronized void pass() {
    if (left.isPresent()) throw new DeadException();
    if (boundaries++ != at) return;
    if (death == Death.FULL_DISK) throw new DeadException();
    left = Optional.of(remains());
    throw new DeadException();
  }

  /** What is kept is kept: a disk is full before that or not at all. */
  private synchronized void passKept() {
    if (death == Death.FULL_DISK) boundaries++;
    else pass();
  }

  private MemoryJournal remains() {
    var all = kept.occurrences().size();
    return switch (death) {
      case KILL, FULL_DISK -> kept.afterCrash();
      case POWER_CUT -> kept.afterPowerCut();
      case TORN -> kept.afterCrashAt(kept.synced() + (all - kept.synced()) / 2);
    };
  }

  /** Returns what a later process finds; nothing when it never came to its boundary. */
  synchronized Optional<MemoryJournal> left() {
    var survived = death == Death.FULL_DISK && at >= 0 && boundaries > at;
    return survived ? Optional.of(remains()) : left;
  }

  /** Returns what is kept so far. */
  MemoryJournal kept() {
    return kept;
  }

  @Override
  public Occurrence append(AgentId agent, Event.Durable event) {
    synchronized (this) {
      pass();
      var occurrence = kept.append(agent, event);
      passKept();
      return occurrence;
    }
  }

  @Override
  public void sync() {
    synchronized (this) {
      pass();
      kept.sync();
      passKept();
    }
  }

  @Override
  public SessionId session() {
    return kept.session();
  }

  @Override
  public void replay(Consumer<Occurrence> each) {
    kept.replay(each);
  }

  @Override
  public MemoryBlobs blobs() {
    return kept.blobs();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (left.isEmpty()) kept.close();
    }
  }
}
