package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Calls that returned while something they started goes on changing files. What changes between two
 * other calls belongs to them: while there is one, every call that changes anything is preceded by
 * a look at the whole workspace, so that nothing is counted as that call's own. Thread-safe.
 */
final class Aftermaths {
  /** A call that returned. */
  private record Running(AgentId agent, TurnId turn, CallId call) {}

  private final Recorder recorder;
  private final Checkpoints checkpoints;
  private final Workspace workspace;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Running> running = new ArrayList<>();
  private final List<News> news = new ArrayList<>();

  /** Calls under way of which only what they were sure to write is kept. */
  private final Set<CallId> narrow = new HashSet<>();

  private int underWay;

  /** Something recorded that its agent has yet to take in. */
  record News(AgentId agent, long at, Event.FilesChanged event) {}

  Aftermaths(Recorder recorder, Checkpoints checkpoints, Workspace workspace) {
    this.recorder = recorder;
    this.checkpoints = checkpoints;
    this.workspace = workspace;
  }

  /** A call has returned; what is given is to be run when the last of what it started has ended. */
  Runnable begin(AgentId agent, TurnId turn, CallId call) {
    var one = new Running(agent, turn, call);
    lock.lock();
    try {
      if (narrow.contains(Changes.key(agent, call))) remember();
      running.add(one);
    } finally {
      lock.unlock();
    }
    return () -> end(one);
  }

  private void end(Running one) {
    lock.lock();
    try {
      // What changes while a call is under way is found with that call's own changes.
      if (underWay == 0) catchUp(one);
      running.remove(one);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Checkpoints#before(CallId, List, Consumer)}. */
  Checkpoints.Checkpoint before(CallId call, List<Effect> effects, Consumer<String> progress)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      underWay++;
      if (!running.isEmpty()) return beforeAll(call, effects, progress);
      if (effects.stream().noneMatch(Effect.Executes.class::isInstance)) narrow.add(call);
    } finally {
      lock.unlock();
    }
    return counted(call, () -> checkpoints.before(call, effects, progress));
  }

  private Checkpoints.Checkpoint beforeAll(
      CallId call, List<Effect> effects, Consumer<String> progress)
      throws IOException, InterruptedException {
    return counted(
        call,
        () -> {
          if (underWay == 1) catchUp(running.getFirst());
          return checkpoints.before(call, whole(effects), progress);
        });
  }

  /** Keeps what a call may change. */
  @FunctionalInterface
  private interface Keeping {
    Checkpoints.Checkpoint keep() throws IOException, InterruptedException;
  }

  private Checkpoints.Checkpoint counted(CallId call, Keeping keeping)
      throws IOException, InterruptedException {
    var kept = false;
    try {
      var checkpoint = keeping.keep();
      kept = true;
      return () -> after(call, checkpoint);
    } finally {
      if (!kept) ended(call);
    }
  }

  private List<Effect> whole(List<Effect> effects) {
    var all = new ArrayList<>(effects);
    all.add(new Effect.Executes("", workspace.directory()));
    return all;
  }

  private Optional<Checkpoints.Found> after(CallId call, Checkpoints.Checkpoint checkpoint)
      throws IOException {
    try {
      return checkpoint.after();
    } finally {
      ended(call);
    }
  }

  private void ended(CallId call) {
    lock.lock();
    try {
      underWay--;
      narrow.remove(call);
    } finally {
      lock.unlock();
    }
  }

  private void record(Running one, Checkpoints.Found found) {
    var event = new Event.FilesChanged(one.turn(), one.call(), found.asShared());
    news.add(new News(one.agent(), recorder.record(one.agent(), event), event));
  }

  /** Returns what was recorded of an agent since this was last asked. */
  List<News> news(AgentId agent) {
    lock.lock();
    try {
      var mine = news.stream().filter(one -> one.agent().equals(agent)).toList();
      news.removeAll(mine);
      return mine;
    } finally {
      lock.unlock();
    }
  }

  /** What changes from here on, beside what was kept, is found when all has ended. */
  private void remember() {
    try {
      checkpoints.remember();
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.WARNING, "what a background job will change is not kept", e);
    }
  }

  private void catchUp(Running one) {
    try {
      checkpoints.meanwhile().ifPresent(found -> record(one, found));
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.WARNING, "what a background job changed was not kept", e);
    }
  }
}
