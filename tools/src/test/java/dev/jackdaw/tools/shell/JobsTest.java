package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {
  @TempDir Path folder;
  private Path directory;
  private final Jobs jobs = new Jobs();
  private final Bash bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);
  private final BashOutput output = new BashOutput(jobs);
  private final BashKill kill = new BashKill(jobs);
  private Stage stage;

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

  private ToolResult start(String command) throws Exception {
    return bash.call(
        new Bash.Input(command, Optional.empty(), Optional.of(true), Optional.empty()), stage);
  }

  private ToolResult look(String id, int waitSeconds) throws Exception {
    return output.call(new BashOutput.Input(Optional.of(id), Optional.of(waitSeconds)), stage);
  }

  private ToolResult kill(String id) throws Exception {
    return kill.call(new BashKill.Input(id), stage);
  }

  /** Waits until the command has come to a point, by the file it then makes. */
  private void awaitFile(String name) throws Exception {
    while (!Files.exists(directory.resolve(name))) Thread.sleep(5);
  }

  @Test
  void peopleSeeWhatAJobPrintedAndEndItWhileTheModelMissesNothing() throws Exception {
    start("echo hello; touch here; sleep 600");
    awaitFile("here");
    assertThat(jobs.glance())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.isRunning()).isTrue();
          assertThat(job.about()).endsWith("echo hello; touch here; sleep 600");
        });
    var id = jobs.glance().getFirst().id();
    while (!jobs.output(id).contains("hello")) Thread.sleep(5);
    assertThat(look(id, 0).text()).as("people looked before").contains("hello");
    assertThat(jobs.stop(id)).startsWith(id);
    assertThat(jobs.stop(id)).endsWith("It was over already.");
    assertThat(jobs.output("bg99")).isEqualTo("There is no background job bg99.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 5",
        "sleep 5 && curl localhost",
        "until curl localhost; do sleep 1; done",
        "true;sleep 2",
        "make\nsleep 3"
      })
  void whatSleepsWaitsForSomething(String command) {
    assertThat(bash.expectsRepeat(Bash.Input.of(command))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grep sleep src", "./sleepy", "echo 'no sleep'", "mvn test"})
  void whatOnlySpeaksOfSleepDoesNot(String command) {
    assertThat(bash.expectsRepeat(Bash.Input.of(command))).isFalse();
  }

  @Test
  void looksAtAJobAreExpectedToRepeat() {
    assertThat(output.expectsRepeat(new BashOutput.Input(Optional.of("bg1"), Optional.empty())))
        .isTrue();
  }

  @Test
  void runsOnBesideTheCall() throws Exception {
    var started = start("echo one; touch first; while [ ! -e go ]; do sleep 0.02; done; echo two");
    assertThat(started.text()).isEqualTo("Started as bg1.");
    assertThat(started.details().string("job")).contains("bg1");
    awaitFile("first");
    jobs.named("bg1").orElseThrow().awaitMoreThan(3, System.nanoTime() + 20_000_000_000L);

    assertThat(look("bg1", 0).text()).startsWith("one\nbg1 runs for ");
    assertThat(look("bg1", 0).text()).startsWith("(nothing new)\nbg1 runs for ");
    assertThat(jobs.running()).containsExactly("bg1");

    var _ = Files.createFile(directory.resolve("go"));
    var last = look("bg1", 30);
    assertThat(last.text()).startsWith("two\nbg1 exited with code 0 after ");
    assertThat(last.details().integer("exit_code")).contains(0L);
    assertThat(look("bg1", 30).text()).startsWith("(nothing new)\nbg1 exited with code 0");
    assertThat(jobs.running()).isEmpty();
  }

  @Test
  void showsHowAJobFailed() throws Exception {
    var _ = start("echo no >&2; exit 7");

    var result = look("bg1", 30);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text()).startsWith("no\nbg1 exited with code 7 after ");
  }

  @Test
  void endsAJobWithAllItStarted() throws Exception {
    var _ = start("sleep 600 & (setsid sleep 600 &) ; echo up; touch up; wait");
    awaitFile("up");

    assertThat(kill("bg1").text()).startsWith("bg1 was ended after ");

    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
    assertThat(look("bg1", 0).text()).startsWith("up\nbg1 was ended");
    assertThat(kill("bg1").text()).endsWith("It was over already.");
  }

  @Test
  void keepsTheWholeOfALongOutput() throws Exception {
    var _ = start("seq 1 100000");

    var result = look("bg1", 30);

    assertThat(result.text())
        .startsWith("1\n2\n")
        .contains("; read shows the whole output as blob:")
        .contains("\n100000\nbg1 exited with code 0");
    assertThat(stage.onlyBody()).hasSize(588_895).endsWith("\n100000\n");
  }

  @Test
  void limitsHowManyRunAtOnce() throws Exception {
    for (var i = 0; i < Jobs.MAX_RUNNING; i++) assertThat(start("sleep 600").isOk()).isTrue();

    var refused = start("touch made");

    assertThat(refused.status()).isEqualTo(Status.FAILED);
    assertThat(refused.text()).contains("8 background jobs").contains("bg1, bg2");
    var _ = kill("bg3");
    assertThat(start("sleep 600").text()).isEqualTo("Started as bg9.");
    assertThat(directory.resolve("made")).doesNotExist();
  }

  @Test
  void namesTheJobsThereAre() throws Exception {
    assertThat(look("bg1", 0).text()).isEqualTo("There is no background job.");
    var _ = start("true");

    assertThat(look("1", 0).status()).isEqualTo(Status.FAILED);
    assertThat(kill("job 1").text())
        .contains("There is no background job \"job 1\"")
        .contains("bg1");
  }

  @Test
  void waitingForAJobCanBeInterrupted() throws Exception {
    var _ = start("sleep 600");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> look("bg1", 600)).isInstanceOf(InterruptedException.class);
    assertThat(jobs.running()).containsExactly("bg1");
  }

  @Test
  void refusesAWaitWithoutEnd() {
    assertThatThrownBy(() -> new BashOutput.Input(Optional.of("bg1"), Optional.of(3_600)))
        .hasMessageContaining("from 0 to 600");
  }

  @Test
  void outlivesTheInterruptionOfTheCallThatStartedIt() throws Exception {
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ = start("sleep 600");
                Thread.sleep(60_000);
              } catch (Exception _) {
                Thread.currentThread().interrupt();
              }
            });
    while (jobs.running().isEmpty()) Thread.sleep(5);
    thread.interrupt();
    thread.join();

    assertThat(jobs.running()).containsExactly("bg1");
  }

  /** Returns a shell that lets a command go on by itself after so long. */
  private static Bash impatient(Jobs jobs) {
    return new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);
  }

  private static Jobs jobsThatGoOnAfter(int millis) {
    return new Jobs(
        JobOptions.STANDARD.withPatience(new Patience(Duration.ZERO, Duration.ofMillis(millis))));
  }

  @Test
  void movesACommandToTheBackgroundWhenAPersonWantsIt() throws Exception {
    assertThat(jobs.background()).isEqualTo("No command runs that could go on in the background.");
    var wish =
        new FutureTask<>(() -> {
          awaitFile("begun");
          return jobs.background();
        });
    Thread.ofVirtual().start(wish);
    var command = "echo one; touch begun; while [ ! -e go ]; do sleep 0.02; done; echo two";
    // A time limit of its own, because that keeps a command from going on by itself.
    var input = new Bash.Input(command, Optional.of(100), Optional.empty(), Optional.empty());

    var result = bash.call(input, stage);

    assertThat(wish.get()).isEqualTo("The command goes on in the background; /jobs shows it.");
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text())
        .startsWith("one\n")
        .containsPattern(
            "The user wants nobody to wait for it: after \\d+ s it goes on in the"
                + " background as bg1\\. bash_output");
    assertThat(jobs.background()).isEqualTo("No command runs that could go on in the background.");
    assertThat(look("bg1", 0).text()).startsWith("(nothing new)\nbg1 runs for ");
    var _ = Files.createFile(directory.resolve("go"));
    assertThat(look("bg1", 30).text()).startsWith("two\nbg1 exited with code 0");
  }

  @Test
  void movesNothingWhereTooManyRunAlready() throws Exception {
    for (var i = 0; i < Jobs.MAX_RUNNING; i++) start("sleep 600");
    var wish =
        new FutureTask<>(() -> {
          awaitFile("begun");
          var said = jobs.background();
          var _ = Files.createFile(directory.resolve("go"));
          return said;
        });
    Thread.ofVirtual().start(wish);
    var command = "touch begun; while [ ! -e go ]; do sleep 0.02; done; echo two";

    assertThat(bash.call(Bash.Input.of(command), stage).text()).isEqualTo("two");
    assertThat(wish.get()).startsWith("8 commands run in the background already.");
  }

  @Test
  void movesACommandThatTakesLongToTheBackground() throws Exception {
    try (var own = jobsThatGoOnAfter(50)) {
      var result =
          impatient(own)
              .call(
                  Bash.Input.of("echo one; while [ ! -e go ]; do sleep 0.02; done; echo two"),
                  stage);

      assertThat(result.status()).isEqualTo(Status.OK);
      assertThat(result.text())
          .contains("goes on in the background as bg1", "bash_output", "bash_kill");
      assertThat(result.details().string("job")).contains("bg1");
      assertThat(own.notices()).isEmpty();

      var _ = Files.createFile(directory.resolve("go"));
      own.named("bg1").orElseThrow().awaitOver(System.nanoTime() + 20_000_000_000L);
      assertThat(own.notices())
          .singleElement()
          .asString()
          .startsWith("Background job bg1 exited with code 0 after ")
          .endsWith(
              "(echo one; while [ ! -e go ]; do sleep 0.02; done; echo two). bash_output shows what"
                  + " it printed.");
      assertThat(own.notices()).isEmpty();
    }
  }

  @Test
  void keepsToTheLimitThatTheModelSet() throws Exception {
    try (var own = jobsThatGoOnAfter(50)) {
      var input = new Bash.Input("sleep 600", Optional.of(1), Optional.empty(), Optional.empty());

      assertThat(impatient(own).call(input, stage).status()).isEqualTo(Status.TIMED_OUT);
      assertThat(own.running()).isEmpty();
    }
  }

  @Test
  void saysNothingOfAJobWhoseEndTheModelHasSeen() throws Exception {
    var _ = start("true");
    var _ = start("sleep 600");
    var _ = look("bg1", 30);
    var _ = kill("bg2");

    assertThat(jobs.notices()).isEmpty();
  }

  @Test
  void listsAllJobs() throws Exception {
    var all = new BashOutput.Input(Optional.empty(), Optional.empty());
    assertThat(output.call(all, stage).text()).isEqualTo("There is no background job.");
    var _ = start("echo x; exit 4");
    var _ = start("sleep 600");
    var _ = look("bg1", 30);

    assertThat(output.call(all, stage).text())
        .matches(
            "bg1 exited with code 4 after \\d+ s: echo x; exit 4\nbg2 runs for \\d+ s: sleep 600");
  }

  @Test
  void tellsTheScreenThatACommandIsSilent() {
    var told = new ArrayList<String>();
    var silence = new Silence(Duration.ofSeconds(30), told::add);
    var second = 1_000_000_000L;

    assertThat(silence.left(0, 0)).isEqualTo(30 * second);
    assertThat(silence.left(0, 30 * second)).isEqualTo(30 * second);
    assertThat(silence.left(0, 45 * second)).isEqualTo(15 * second);
    assertThat(silence.left(0, 61 * second)).isEqualTo(59 * second);
    assertThat(silence.left(7, 70 * second)).isEqualTo(30 * second);
    assertThat(told).containsExactly("[no output for 30 s]\n", "[no output for 60 s]\n");
    assertThat(new Silence(Duration.ZERO, told::add).left(0, 99 * second)).isGreaterThan(second);
  }
}
