package dev.jackdaw.cli.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.models.Retry;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Workspaces;
import dev.jackdaw.testkit.server.LoopbackServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each dialect, each fault and each shape of a task: the session ends in the right state, every
 * effect happens exactly once, and the strict server accepts every request that follows.
 */
@Timeout(120)
class FaultMatrixIT {
  private static final Duration NEVER = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMillis(400);
  private static final int AT_ONCE = 8;
  private static final int SILENT_AT_ONCE = 128;

  /** Silent replies keep their connections to the end: a server takes so many and no more. */
  private static final int SILENT_AT_ONE_SERVER = 1024;

  /** Of the waits between tries: a run is like every other. */
  private static final long SEED = Long.getLong("jackdaw.seed", 20_260_101L);

  /** For each dialect; together more than 2,000 combinations. */
  private static final int LEAST = 600;

  private static final int SAMPLE = 300;
  private static final Pattern NAME = Pattern.compile("\\[case (\\d+)]");

  /** How many calls the task takes; none is an answer in text. */
  private static final List<Integer> SHAPES = List.of(0, 1, 4);

  @TempDir Path folder;

  private final Map<Integer, Case> cases = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private int made;

  /** A session, and how often it asked. {@code faulty} is the request that goes wrong, from 0. */
  private record Case(
      Dialect dialect,
      int number,
      Fault fault,
      int calls,
      int faulty,
      AtomicInteger asked,
      Counting counting) {
    @Override
    public String toString() {
      return dialect + ": " + fault.name() + ", " + calls + " calls, request " + faulty;
    }

    /** Asks for what is not done yet: what was lost is asked for again. */
    Prepared answer(Received request) {
      var right = right(request.text());
      var now = asked.getAndIncrement();
      // A machine under load may stall by itself: what ends a task must meet the retry as well.
      var lasting = !fault.code().isEmpty() && faulty >= 0 && now > faulty && !isLast(request);
      return dialect
          .writing()
          .apply(now == faulty || lasting ? fault.answer().apply(right) : right);
    }

    private static boolean isLast(Received request) {
      return request.text().contains("once more");
    }

    private Prepared.Speech right(String request) {
      if (request.contains("once more")) return Prepared.text("Still here.");
      var pieces = new ArrayList<Prepared.Piece>();
      for (var n = 1; n <= calls; n++) {
        if (request.contains(Counting.result(n))) continue;
        if (pieces.isEmpty() && calls > 1) pieces.add(new Prepared.Text("I count."));
        pieces.add(new Prepared.Call("", "count", "{\"n\":" + n + "}"));
      }
      return pieces.isEmpty()
          ? Prepared.text("All done.")
          : Prepared.Speech.of(pieces.toArray(Prepared.Piece[]::new));
    }
  }

  private record Allowing() implements Policy {
    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
      return new Decision.Allow("a test");
    }

    @Override
    public Policy allowing(Rule rule, Set<Label> labels) {
      return this;
    }

    @Override
    public boolean forbids(String tool) {
      return false;
    }
  }

  static List<Dialect> dialects() {
    return Dialect.ALL;
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everySessionSurvivesEveryFaultInEveryDialect(Dialect dialect) throws Exception {
    var workspace = Workspaces.in(folder).workspace();
    try (var server = dialect.server().get()) {
      server.answering(this::answer);
      var address = server.uri().toString();
      var patient = model(dialect, address, NEVER);
      var silent = new ArrayList<Case>();
      var planned = plan(dialect, server, patient, workspace, silent);
      run(planned, patient, workspace, AT_ONCE);
      assertThat(server.rejections()).isEmpty();
      runSilent(dialect, silent, workspace);
    }
    assertThat(problems.stream().limit(20)).isEmpty();
    assertThat(made).isGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void aServerThatSpeaksNoTlsEndsTheTaskAndNothingElse() throws Exception {
    var workspace = Workspaces.in(folder).workspace();
    try (var plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerPlainly(plain));
      for (var dialect : Dialect.ALL) {
        var model = model(dialect, "https://127.0.0.1:" + plain.getLocalPort(), NEVER);
        for (var calls : SHAPES) {
          var task = add(dialect, new Fault("no TLS", "", right -> right), calls, -1);
          assertThat(session(task, model, workspace, false))
              .isInstanceOfSatisfying(
                  Outcome.Failed.class,
                  failed -> assertThat(failed.code()).isEqualTo("model-unreachable"));
          assertThat(task.counting().times(1)).isZero();
        }
      }
    }
  }

  private static void answerPlainly(ServerSocket server) {
    try {
      while (true) {
        try (var socket = server.accept()) {
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        }
      }
    } catch (IOException _) {
      // the test is over
    }
  }

  private static Model model(Dialect dialect, String address, Duration stall) {
    var retry = new Retry(40, Duration.ofMillis(1), Duration.ofMillis(64), Duration.ofSeconds(1));
    var settings =
        ProviderSettings.of(dialect.environment(address), "test")
            .withRetry(retry.withLimits(Map.of()))
            .withStallTimeout(stall);
    return new Providers(settings, InstantSource.system(), new Random(SEED)).model(dialect.model());
  }

  private Prepared answer(Received request) {
    var name = NAME.matcher(request.text());
    if (!name.find()) throw new IllegalStateException("whose request is that?");
    var known = cases.get(Integer.parseInt(name.group(1)));
    return Objects.requireNonNull(known).answer(request);
  }

  private Case add(Dialect dialect, Fault fault, int calls, int faulty) {
    var added =
        new Case(dialect, made++, fault, calls, faulty, new AtomicInteger(), new Counting());
    cases.put(added.number(), added);
    return added;
  }

  /** Plans all faults of a dialect: where they can strike depends on the bytes of right replies. */
  private List<Case> plan(
      Dialect dialect, LoopbackServer server, Model model, Workspace workspace, List<Case> silent)
      throws Exception {
    var planned = new ArrayList<Case>();
    for (var calls : SHAPES) {
      var faults = new ArrayList<>(Fault.ofProviders(dialect));
      var events = firstReply(dialect, server, calls, model, workspace);
      faults.addAll(Fault.ofEvents(dialect, events.size()));
      var bytes = String.join("", events).length();
      faults.addAll(Fault.ofBytes(bytes, Math.max(1, bytes / 60)));
      // Every byte of a reply in text; with calls, which are longer, a sample but for two dialects.
      var all = calls == 0 || dialect.isMain();
      var every = all ? 1 : Math.max(1, bytes * calls / SAMPLE);
      for (var fault : Fault.ofSilence(bytes, every)) silent.add(add(dialect, fault, calls, 0));
      for (var fault : faults) planned.add(add(dialect, fault, calls, 0));
      if (calls == 0) continue;
      for (var fault : Fault.ofProviders(dialect)) planned.add(add(dialect, fault, calls, 1));
    }
    return planned;
  }

  private void runSilent(Dialect dialect, List<Case> silent, Workspace workspace) {
    for (var from = 0; from < silent.size(); from += SILENT_AT_ONE_SERVER) {
      var some = silent.subList(from, Math.min(silent.size(), from + SILENT_AT_ONE_SERVER));
      try (var server = dialect.server().get()) {
        server.answering(this::answer);
        run(some, model(dialect, server.uri().toString(), SOON), workspace, SILENT_AT_ONCE);
        assertThat(server.rejections()).isEmpty();
      }
    }
  }

  private List<String> firstReply(
      Dialect dialect, LoopbackServer server, int calls, Model model, Workspace workspace)
      throws Exception {
    var first = new ArrayList<String>();
    var rehearsal =
        add(
            dialect,
            new Fault(
                "none",
                "",
                right -> {
                  first.addAll(server.lastAnswer());
                  return right;
                }),
            calls,
            1);
    check(rehearsal, session(rehearsal, model, workspace, calls > 0));
    return calls > 0 ? first : server.lastAnswer();
  }

  private void run(List<Case> planned, Model model, Workspace workspace, int atOnce) {
    var places = new Semaphore(atOnce);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var next : planned) {
        threads.execute(() -> {
          places.acquireUninterruptibly();
          try {
            check(next, session(next, model, workspace, true));
          } catch (Exception e) {
            problems.add(next + ": " + e);
          } finally {
            places.release();
          }
        });
      }
    }
  }

  /** Does the task, and then asks once more: the transcript must be sound whatever happened. */
  private Outcome session(Case task, Model model, Workspace workspace, boolean again)
      throws InterruptedException {
    var journal = new MemoryJournal();
    try (var session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(model)
            .tools(List.of(task.counting()))
            .policy(new Allowing())
            .open()) {
      var outcome = session.run("Count, please. [case " + task.number() + "]");
      if (!again) return outcome;
      var second = session.run("And once more.");
      if (!second.equals(new Outcome.Finished("Still here."))) {
        problems.add(task + ": the next prompt ended as " + second);
      }
      var kept = journal.events(Event.TaskFinished.class);
      if (kept.size() != 2) problems.add(task + ": the journal ends with " + kept);
      return outcome;
    }
  }

  private void check(Case task, Outcome outcome) {
    var code = task.fault().code();
    var right =
        code.isEmpty()
            ? outcome instanceof Outcome.Finished(var text) && text.endsWith("All done.")
            : outcome instanceof Outcome.Failed(_, var failed, _) && failed.equals(code);
    if (!right) problems.add(task + " ended as " + outcome);
    var expected = code.isEmpty() || task.faulty() == 1 ? task.calls() : 0;
    for (var n = 1; n <= 4; n++) {
      var times = task.counting().times(n);
      if (times != (n <= expected ? 1 : 0))
        problems.add(task + " did " + n + " " + times + " times");
    }
  }
}
