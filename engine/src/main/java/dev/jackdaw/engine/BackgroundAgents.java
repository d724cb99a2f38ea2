package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sub-agents that work while their parents go on. They end with the session at the latest; what
 * became of them is known from the journal. Thread-safe.
 */
final class BackgroundAgents implements AutoCloseable {
  /** How many may work at once. */
  static final int MAX_RUNNING = 8;

  /** One that is to be started. */
  record Job(
      AgentId parent,
      AgentId child,
      String name,
      String description,
      Callable<ToolResult> work,
      Inbox inbox) {}

  /** One that was started. Guarded by the monitor of its owner. */
  private static final class Entry {
    final AgentId parent;
    final AgentId child;
    final String title;
    final Instant since;
    @Nullable Thread thread;
    @Nullable ToolResult result;

    Entry(AgentId parent, AgentId child, String name, String description, Instant since) {
      this.parent = parent;
      this.child = child;
      this.title = (name.isEmpty() ? "" : name + ": ") + description.strip();
      this.since = since;
    }

    /** Returns what its parent is told once; the report itself is not Jackdaw's words. */
    String notice(ToolResult ended) {
      return child.handle()
          + " ("
          + title
          + ") "
          + (ended.isOk() ? "is done" : "ended without success")
          + ". bash_output shows its report.";
    }
  }

  private final InstantSource clock;
  private final ThreadFactory threads;
  private final Map<String, Entry> all = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean closed;

  BackgroundAgents(InstantSource clock, ThreadFactory threads) {
    this.clock = clock;
    this.threads = threads;
  }

  /** Returns whether one more may work. */
  synchronized boolean hasRoom() {
    return running().size() < MAX_RUNNING;
  }

  synchronized ToolResult full() {
    return ToolResult.failed(
        "Not started: "
            + MAX_RUNNING
            + " sub-agents work in the background already ("
            + String.join(", ", running())
            + "). Wait for one with bash_output, or end one with bash_kill.");
  }

  private List<String> running() {
    var handles = new ArrayList<String>();
    all.forEach((handle, entry) -> {
      if (entry.result == null) handles.add(handle);
    });
    return handles;
  }

  /** Lets it work and returns its handle. */
  synchronized ToolResult start(Job job) {
    if (closed) return ToolResult.failed("The session ends; nothing more is started.");
    var handle = job.child().handle();
    var entry =
        new Entry(job.parent(), job.child(), job.name(), job.description(), clock.instant());
    all.put(handle, entry);
    var thread = threads.newThread(() -> work(entry, job));
    entry.thread = thread;
    thread.start();
    return ToolResult.ok(
            "Started as " + handle + ". You will be told when it ends; go on.", Label.JACKDAW)
        .withDetails(Json.object().put("agent", handle).build());
  }

  private void work(Entry entry, Job job) {
    var result = result(job);
    synchronized (this) {
      entry.result = result;
      if (!closed) job.inbox().notice(entry.notice(result));
      notifyAll();
    }
  }

  private static ToolResult result(Job job) {
    try {
      return job.work().call();
    } catch (InterruptedException _) {
      return Children.result(job.child(), new Outcome.Interrupted());
    } catch (JackdawException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.ERROR, "a sub-agent in the background failed", e);
      return ToolResult.failed("Jackdaw has a bug: " + e + ".");
    }
  }

  /** Returns a line for each that works for this agent. */
  synchronized List<String> standing(AgentId parent) {
    return all.values().stream()
        .filter(entry -> entry.parent.equals(parent) && entry.result == null)
        .map(entry -> entry.child.handle() + ": " + entry.title)
        .toList();
  }

  /** Returns whether a sub-agent of this agent is at work. */
  synchronized boolean isWorkingFor(AgentId parent) {
    return all.values().stream()
        .anyMatch(entry -> entry.parent.equals(parent) && entry.result == null);
  }

  /** Returns the report, or how it stands once the time is up; without a handle, a list of all. */
  synchronized ToolResult watch(String handle, Duration wait) throws InterruptedException {
    if (handle.isBlank()) return ToolResult.ok(String.join("\n", lines()), Label.JACKDAW);
    var entry = all.get(handle.strip());
    if (entry == null) return unknown(handle);
    var until = System.nanoTime() + wait.toNanos();
    while (entry.result == null) {
      var left = until - System.nanoTime();
      if (left <= 0) break;
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    var result = entry.result;
    if (result != null) return result;
    var seconds = Duration.between(entry.since, clock.instant()).toSeconds();
    return ToolResult.ok(
        entry.child.handle() + " (" + entry.title + ") has worked for " + seconds + " s.",
        Label.JACKDAW);
  }

  private List<String> lines() {
    return all.values().stream().map(this::line).toList();
  }

  private String line(Entry entry) {
    var result = entry.result;
    var state =
        result == null
            ? "works for " + Duration.between(entry.since, clock.instant()).toSeconds() + " s"
            : result.isOk() ? "is done" : "ended without success";
    return entry.child.handle() + " " + state + ": " + entry.title;
  }

  /** Ends it and waits for that. */
  ToolResult stop(String handle) throws InterruptedException {
    Thread thread;
    synchronized (this) {
      var entry = all.get(handle.strip());
      if (entry == null) return unknown(handle);
      if (entry.result != null) {
        return ToolResult.ok(handle.strip() + " had ended before.", Label.JACKDAW);
      }
      thread = entry.thread;
    }
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
    return ToolResult.ok(handle.strip() + " was ended. What it did stays.", Label.JACKDAW);
  }

  private ToolResult unknown(String handle) {
    if (all.isEmpty()) {
      return ToolResult.failed("No sub-agent was started in the background.");
    }
    return ToolResult.failed(
        "There is no \""
            + handle
            + "\""
            + Nearest.hint(handle, all.keySet())
            + " Known: "
            + String.join(", ", all.keySet())
            + ".");
  }

  /** Ends those that work for an agent that has ended. */
  void stopChildrenOf(AgentId parent) {
    end(entry -> entry.parent.equals(parent));
  }

  private void end(Predicate<Entry> which) {
    var threadsToEnd = new ArrayList<Thread>();
    synchronized (this) {
      for (var entry : all.values()) {
        if (entry.result == null && entry.thread != null && which.test(entry)) {
          threadsToEnd.add(entry.thread);
        }
      }
    }
    threadsToEnd.forEach(Thread::interrupt);
    var interrupted = false;
    for (var thread : threadsToEnd) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  /** Takes in an event of an earlier process. */
  synchronized void restore(AgentId agent, Event.Durable event) {
    if (event instanceof Event.AgentStarted started && started.background()) {
      all.put(
          started.child().handle(),
          new Entry(agent, started.child(), started.name(), started.description(), Instant.EPOCH));
    }
    var entry = agent.isMain() ? null : all.get(agent.handle());
    if (entry != null && event instanceof Event.TaskFinished(var outcome)) {
      entry.result = Children.result(agent, outcome);
    }
    if (agent.isMain() && event instanceof Event.NoticeGiven(var text)) told.add(text);
  }

  /**
   * Says what became of those that ended while nobody listened.
   *
   * @param lost tells what calls of one were lost; empty when none
   */
  synchronized void resume(
      Recorder recorder,
      Inbox inbox,
      Optional<Isolation> isolation,
      Function<AgentId, String> lost) {
    for (var entry : all.values()) {
      if (entry.result == null) {
        recorder.record(entry.child, new Event.TaskFinished(new Outcome.Interrupted()));
        entry.result =
            ToolResult.failed(
                "Interrupted: Jackdaw ended while it worked. What it did stays; it does not go on."
                    + " Start it again if it is still needed."
                    + isolation
                        .flatMap(places -> places.leftBy(entry.child))
                        .map(left -> " Its worktree is kept: " + left)
                        .orElse(""));
      }
      var calls = lost.apply(entry.child);
      if (!calls.isEmpty()) entry.result = entry.result.and(new Block.Text(calls, Label.JACKDAW));
      var notice = entry.notice(entry.result);
      if (entry.parent.isMain() && !told.contains(notice)) inbox.notice(notice);
    }
  }

  /** Ends all of them. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    end(_ -> true);
  }
}
