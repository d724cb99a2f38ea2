package dev.jackdaw.engine;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ToolResult.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one turn under way. The agent's thread decides, asks and waits; each call runs in
 * the executor as soon as the schedule lets it, started by whoever made that true. {@code lock}
 * guards what is not final.
 */
final class Batch {
  private final List<Prepared> calls;
  private final CallSteps steps;
  private final ConflictGraph graph;
  private final Schedule schedule;
  private final Executor executor;
  private final Map<Integer, CallSteps.Verdict> verdicts = new ConcurrentHashMap<>();
  private final Map<Integer, Calls.Ended> ended = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> running = new HashSet<>();
  private int underway;
  private boolean stopped;
  private boolean interrupted;
  private @Nullable Throwable broken;

  Batch(List<Prepared> calls, CallSteps steps, Executor executor) {
    this.calls = List.copyOf(calls);
    this.steps = steps;
    this.graph = ConflictGraph.of(calls.stream().map(steps::reach).toList());
    this.schedule = new Schedule(graph);
    this.executor = executor;
  }

  /**
   * Runs them all.
   *
   * @throws InterruptedException once every call has its result
   */
  List<Calls.Ended> run() throws InterruptedException {
    try {
      decide();
    } catch (InterruptedException _) {
      interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    join();
    var results = new ArrayList<Calls.Ended>();
    for (var call = 0; call < calls.size(); call++) {
      var result = ended.get(call);
      results.add(result == null ? steps.abandon(calls.get(call).call()) : result);
    }
    if (interrupted || Thread.interrupted()) throw new InterruptedException();
    return results;
  }

  /** Decides what needs no person and starts it; then asks, one question after the other. */
  private void decide() throws InterruptedException {
    var questions = new ArrayList<Integer>();
    for (var call = 0; call < calls.size(); call++) {
      if (!(calls.get(call) instanceof Prepared.Ready<?> ready)) continue;
      var verdict = steps.rule(ready);
      if (steps.isQuestion(verdict)) questions.add(call);
      else decided(call, ready, steps.asked(ready, verdict));
    }
    for (var call = 0; call < calls.size(); call++) {
      if (!questions.contains(call)) start(schedule.clear(call));
    }
    for (int call : questions) {
      if (schedule.culprit(call).isEmpty()) ask(call);
      start(schedule.clear(call));
    }
  }

  /** An answer to an earlier question may have settled this one. */
  private void ask(int call) throws InterruptedException {
    if (!(calls.get(call) instanceof Prepared.Ready<?> ready)) return;
    decided(call, ready, steps.asked(ready, steps.rule(ready)));
  }

  private void decided(int call, Prepared.Ready<?> ready, CallSteps.Verdict verdict) {
    steps.decided(verdict.on(ready), verdict);
    verdicts.put(call, verdict);
  }

  private void start(List<Integer> startable) {
    for (int call : startable) {
      lock.lock();
      try {
        if (stopped) return;
        underway++;
      } finally {
        lock.unlock();
      }
      executor.execute(() -> follow(call));
    }
  }

  private void follow(int call) {
    lock.lock();
    try {
      if (stopped) {
        underway--;
        changed.signalAll();
        return;
      }
      running.add(Thread.currentThread());
    } finally {
      lock.unlock();
    }
    try {
      var result = pass(call);
      leave();
      ended.put(call, result);
      start(schedule.end(call, !result.result().isOk()));
    } catch (InterruptedException _) {
      leave();
      interrupt();
    } catch (Throwable e) {
      leave();
      fail(e);
    } finally {
      lock.lock();
      try {
        underway--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** From here on an interruption no longer reaches the thread of the call. */
  private void leave() {
    lock.lock();
    try {
      running.remove(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  private Calls.Ended pass(int call) throws InterruptedException {
    return switch (calls.get(call)) {
      case Prepared.Settled settled -> steps.settle(settled);
      case Prepared.Ready<?> ready -> {
        var culprit = schedule.culprit(call);
        if (culprit.isPresent()) yield skip(call, ready, culprit.getAsInt());
        var verdict = verdicts.get(call);
        if (verdict == null) throw new IllegalStateException("call " + call + " is undecided");
        if (!graph.before(call).isEmpty()) verdict = steps.again(verdict.on(ready), verdict);
        var result = steps.run(verdict.on(ready), verdict);
        // A tool may clear the flag when it ends by an interruption; its result tells.
        if (result.result().status() == Status.CANCELLED) interrupt();
        yield result;
      }
    };
  }

  private Calls.Ended skip(int call, Prepared.Ready<?> ready, int culprit) {
    var verdict = verdicts.get(call);
    var decision = verdict == null ? new Decision.Deny("not reached") : verdict.decision();
    var failed = ended.get(culprit);
    if (failed == null) throw new IllegalStateException("call " + culprit + " has no result");
    return steps.skip(ready, decision, culprit + 1, calls.get(culprit), failed.result().status());
  }

  private void fail(Throwable problem) {
    lock.lock();
    try {
      if (broken == null) broken = problem;
      stop();
    } finally {
      lock.unlock();
    }
  }

  private void interrupt() {
    lock.lock();
    try {
      interrupted = true;
      stop();
    } finally {
      lock.unlock();
    }
  }

  /** Starts nothing more, and tells what runs; a second time it tells it again. */
  private void stop() {
    stopped = true;
    for (var thread : running) if (thread != Thread.currentThread()) thread.interrupt();
    changed.signalAll();
  }

  /** Waits for all that runs, even when interrupted: the interruption is passed on. */
  private void join() {
    lock.lock();
    try {
      while (underway > 0 || !stopped && !schedule.isOver()) {
        try {
          changed.await();
        } catch (InterruptedException _) {
          interrupt();
        }
      }
      if (broken instanceof JackdawException known) throw known;
      if (broken != null) throw new IllegalStateException("a call ended without a result", broken);
    } finally {
      lock.unlock();
    }
  }
}
