package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Sessions that work at the same time, each in a folder of its own, sharing nothing but the model
 * and the folder of journals.
 */
final class Crowd {
  private final Plan plan;
  private final Model model;
  private final Path folder;
  private final Sessions sessions;

  /**
   * Makes ready.
   *
   * @param folder an empty one, for the workspaces and the journals
   */
  Crowd(Plan plan, Model model, Path folder) {
    this.plan = plan;
    this.model = model;
    this.folder = folder;
    sessions = new Sessions(folder.resolve("state"), InstantSource.system());
  }

  /** Runs them all to their end; a session that fails is counted and does not stop the others. */
  Figures run() throws IOException, InterruptedException {
    var workspaces = workspaces();
    var began = System.nanoTime();
    var running = new ArrayList<Future<Member>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < plan.sessions(); i++) {
        var name = "s" + i;
        var workspace = workspaces.get(i);
        running.add(threads.submit(() -> member(name, workspace)));
      }
    }
    return figures(running, Duration.ofNanos(System.nanoTime() - began));
  }

  private List<Workspace> workspaces() throws IOException {
    var made = new ArrayList<Workspace>();
    for (var i = 0; i < plan.sessions(); i++) {
      made.add(Workspace.of(Files.createDirectories(folder.resolve("work").resolve("s" + i))));
    }
    return made;
  }

  private Member member(String name, Workspace workspace) throws InterruptedException {
    var clock = new TurnClock();
    var prompt = "[bench session=" + name + " cwd=" + workspace.directory() + "] Do the task.";
    try (var session = open(name, workspace)) {
      session.listen(clock);
      return new Member(session.run(prompt), clock.turns());
    }
  }

  private Session open(String name, Workspace workspace) {
    var session =
        AgentSession.builder()
            .journal(journal(new SessionId(name), workspace))
            .workspace(workspace)
            .model(model)
            .policy(new PolicyBuilder(workspace).build())
            .mode(Mode.BYPASS);
    return switch (plan.work()) {
      case ECHO -> session.tools(List.of(new Echo())).open();
      case BASH -> {
        var toolbox = Toolbox.create(ToolboxOptions.defaults());
        yield session.tools((info, _) -> toolbox.tools(info)).closing(toolbox).open();
      }
    };
  }

  private Journal journal(SessionId id, Workspace workspace) {
    return switch (plan.store()) {
      case FILE -> sessions.create(id, workspace.directory());
      case MEMORY -> new MemoryJournal(id, InstantSource.system());
    };
  }

  private Figures figures(List<Future<Member>> ended, Duration wall) throws InterruptedException {
    var turns = new ArrayList<Duration>();
    var failures = new ArrayList<String>();
    for (var one : ended) {
      try {
        var member = one.get();
        turns.addAll(member.turns());
        if (!isComplete(member)) {
          failures.add(member.turns().size() + " replies, then " + member.outcome());
        }
      } catch (ExecutionException e) {
        failures.add(String.valueOf(e.getCause()));
      }
    }
    return new Figures(plan, wall, turns, failures);
  }

  private boolean isComplete(Member member) {
    return member.outcome() instanceof Outcome.Finished && member.turns().size() == plan.replies();
  }

  /** How a session ended and how long each of its turns took. */
  private record Member(Outcome outcome, List<Duration> turns) {}

  /** Takes the time from reply to reply: the calls of one, and the whole exchange of the next. */
  private static final class TurnClock implements Consumer<Occurrence> {
    private final List<Duration> turns = new ArrayList<>();
    private long last = System.nanoTime();

    @Override
    public synchronized void accept(Occurrence occurrence) {
      if (!(occurrence.event() instanceof Event.ReplyReceived)) return;
      var now = System.nanoTime();
      turns.add(Duration.ofNanos(now - last));
      last = now;
    }

    synchronized List<Duration> turns() {
      return List.copyOf(turns);
    }
  }
}
