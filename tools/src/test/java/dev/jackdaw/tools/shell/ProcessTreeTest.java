package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every process of a test works in the test's own folder or names it, and so is found again. */
@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
  private static final String UNTIL_GO = "while [ ! -e go ]; do sleep 0.05; done";
  private static final String IGNORES_TERM =
      "bash -c 'trap \"\" TERM; echo ready; while :; do sleep 1; done'";
  private static final String DAEMON =
      "setsid bash -c 'sleep 600 >/dev/null 2>&1 </dev/null &'; echo ready; sleep 600";
  private static final String DEAF_DAEMON =
      "setsid bash -c '(trap \"\" TERM HUP; sleep 600) >/dev/null 2>&1 &' & echo ready; sleep 600";
  private static final String FORGETFUL_CHILD =
      "env -i /usr/bin/setsid /bin/sleep 600 >/dev/null 2>&1 & echo ready; wait";
  private static final String FORGETFUL_DAEMON =
      "(env -i /usr/bin/setsid /bin/sh -c 'trap \"\" TERM; (sleep 600 & sleep 600) & exit'"
          + " >/dev/null 2>&1 </dev/null); echo ready; sleep 600";
  private static final String FORKS_ON =
      "f() { for i in 1 2 3; do (sleep 0.2; f) & done; wait; }; echo ready; f";
  private static final String STOPPED = "sleep 600 & kill -STOP $!; echo ready; wait";

  @TempDir Path folder;
  private Path directory;
  @TempDir static Path state;
  private final Jobs jobs =
      new Jobs(
          Duration.ofMillis(300),
          JobOptions.STANDARD.withState(state.resolve(Long.toString(System.nanoTime()))));
  private final Bash bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);
  private Stage stage;
  private Thread caller = Thread.currentThread();

  @BeforeEach
  void openStage() throws Exception {
    directory = folder.toRealPath();
    stage = new Stage(directory);
  }

  @AfterEach
  void endAll() {
    jobs.close();
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  private ToolResult run(String command) throws Exception {
    return bash.call(Bash.Input.of(command), stage);
  }

  private FutureTask<ToolResult> runningUntilReady(String command) throws Exception {
    var ready = new CountDownLatch(1);
    stage.screen =
        text -> {
          if (text.contains("ready")) ready.countDown();
        };
    var task = new FutureTask<>(() -> run(command));
    caller = Thread.ofVirtual().start(task);
    assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
    return task;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo ready; sleep 600",
        "echo ready; sleep 600 | sleep 600 | sleep 600",
        IGNORES_TERM,
        DAEMON,
        DEAF_DAEMON,
        FORGETFUL_CHILD,
        FORGETFUL_DAEMON,
        FORKS_ON,
        STOPPED,
        "echo ready; yes",
        "echo ready; exec >&- 2>&-; sleep 600"
      })
  void interruptionLeavesNothingAlive(String command) throws Exception {
    var task = runningUntilReady(command);

    caller.interrupt();

    var result = task.get(30, TimeUnit.SECONDS);
    assertThat(result.status()).isEqualTo(Status.CANCELLED);
    assertThat(result.text()).startsWith("ready").endsWith("it was ended.");
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 600", IGNORES_TERM, DAEMON})
  void deadlineLeavesNothingAlive(String command) throws Exception {
    stage.deadline = Duration.ofMillis(300);

    assertThat(run(command).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sleep 600", IGNORES_TERM, DAEMON, DEAF_DAEMON, FORGETFUL_DAEMON, FORKS_ON})
  void closingTheSessionLeavesNothingAlive(String command) throws Exception {
    var _ = runningUntilReady("echo ready; " + command);

    jobs.close();

    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @Test
  void closingTheSessionEndsWhatAFinishedCommandLeftBehind() throws Exception {
    var result = run("setsid bash -c 'sleep 600 >/dev/null 2>&1 &'; echo started");
    assertThat(result.text()).isEqualTo("started");
    assertThat(Survivors.mentioning(directory.toString())).hasSize(1);

    jobs.close();

    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @Test
  void anotherSessionIsNotTouched() throws Exception {
    try (var others = new Jobs()) {
      var other = new Bash(others, System.getenv(), ChildEnvironment.Settings.NONE);
      var _ = other.call(Bash.Input.of("sleep 600 >/dev/null 2>&1 &"), stage);
      var _ = run("sleep 600 >/dev/null 2>&1 &");
      assertThat(Survivors.mentioning(directory.toString())).hasSize(2);

      jobs.close();

      assertThat(Survivors.mentioning(directory.toString())).hasSize(1);
    }
  }

  @Test
  void cancellingAtAnyMomentLeavesNothingAlive() throws Exception {
    var seed = 20_260_801L;
    var random = new Random(seed);
    for (var round = 0; round < 40; round++) {
      var task =
          new FutureTask<>(
              () -> run("(sleep 600 &) ; setsid sleep 600 & sleep 600 & seq 1 100000; wait"));
      var thread = Thread.ofVirtual().start(task);
      Thread.sleep(Duration.ofNanos(random.nextLong(12_000_000)));
      thread.interrupt();
      try {
        assertThat(task.get(30, TimeUnit.SECONDS).status()).isEqualTo(Status.CANCELLED);
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(InterruptedException.class);
      }
      assertThat(Survivors.mentioning(directory.toString()))
          .as("round " + round + " of " + seed)
          .isEmpty();
    }
  }

  @Test
  void aSecondInterruptionCutsTheGrace() throws Exception {
    var task = runningUntilReady(IGNORES_TERM);

    caller.interrupt();
    while (!task.isDone()) {
      caller.interrupt();
      Thread.onSpinWait();
    }

    assertThat(task.get().status()).isEqualTo(Status.CANCELLED);
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @Test
  void theCommandIsInASessionOfItsOwnWithoutATerminal() throws Exception {
    var fields = run("cat /proc/$$/stat; exit").text().split(" ");

    assertThat(fields[4]).as("group is that of the supervisor").isEqualTo(fields[3]);
    assertThat(fields[5]).as("session is that of the supervisor").isEqualTo(fields[3]);
    assertThat(fields[6]).as("terminal").isEqualTo("0");
  }

  @Test
  void waitsNoLongerThanTheCommandForWhatItLeavesRunning() throws Exception {
    var result = run("echo before; (" + UNTIL_GO + "; echo after; sleep 600) &");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text())
        .isEqualTo(
            "before\nThe command is done, but something it started still runs and may print more:"
                + " it is now bg1.");
    assertThat(result.details().string("job")).contains("bg1");
    var job = jobs.named("bg1").orElseThrow();
    var _ = Files.createFile(directory.resolve("go"));
    while (job.since(0).end() <= 7 && !job.isOver()) Thread.sleep(5);
    assertThat(job.since(7).whole()).asString(StandardCharsets.UTF_8).isEqualTo("after\n");
  }

  @Test
  void whatAnInstantCommandLeavesRunningKeepsItsOutput() throws Exception {
    for (var round = 1; round <= 20; round++) {
      assertThat(run("(" + UNTIL_GO + "; echo late) &").details().string("job"))
          .contains("bg" + round);
    }
    var _ = Files.createFile(directory.resolve("go"));
    for (var round = 1; round <= 20; round++) {
      var job = jobs.named("bg" + round).orElseThrow();
      job.awaitOver(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
      assertThat(job.since(0).whole()).asString(StandardCharsets.UTF_8).isEqualTo("late\n");
    }
  }

  @Test
  void aCommandNobodyReadsNeverBegins() throws Exception {
    var made = directory.resolve("made");
    var line = Gate.before(Brand.NONE, List.of("/bin/sh", "-c", "echo run >'" + made + "'"));

    var process =
        Launcher.unconfined()
            .start(
                new Launcher.Request(
                    line, directory, Map.of(), Optional.empty(), Optional.empty()));
    process.getOutputStream().close();

    assertThat(process.waitFor()).isNotZero();
    assertThat(made).doesNotExist();
  }

  @Test
  void aFloodThatOutlivesItsCommandStaysInBounds() throws Exception {
    var result = run("yes flood & sleep 0.3");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text()).startsWith("flood\n").contains("it is now bg1");
    assertThat(jobs.named("bg1").orElseThrow().kill()).isFalse();
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }
}
