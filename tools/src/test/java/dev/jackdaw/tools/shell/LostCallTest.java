package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LostCallTest {
  private static final CallId CALL = new CallId("call-1");

  @TempDir Path temp;

  private Path state() {
    return temp.resolve("jobs");
  }

  private Jobs jobs() {
    return new Jobs(JobOptions.STANDARD.withState(state()));
  }

  private JobFolder.Entry entry(long pid, long ticks, String boot) throws IOException {
    var entry = new JobFolder(state()).next(AgentId.MAIN, CALL);
    entry.append(start(pid, ticks, boot).line());
    return entry;
  }

  private static JobRecord.Start start(long pid, long ticks, String boot) {
    var label = new Label(Label.Source.WEB, "example.org");
    return new JobRecord.Start(
        AgentId.MAIN,
        CALL,
        "make \"all\"\n",
        boot,
        "no-such-mark.1",
        pid,
        ticks,
        Instant.ofEpochMilli(1_000),
        false,
        label);
  }

  private ToolResult lost() {
    return jobs().lost(AgentId.MAIN, CALL).orElseThrow();
  }

  @Test
  void readsWhatWasPutDown() {
    var start = start(7, 9, "b");
    assertThat(JobRecord.of("bwrap: no\n" + start.line() + "ending\nexit 143\nname bg2\n"))
        .contains(
            new JobRecord(
                start,
                OptionalInt.of(143),
                true,
                false,
                JobRecord.Writes.COUNT,
                "bg2",
                "bwrap: no\n"));
    assertThat(JobRecord.of("bwrap: no\n")).isEmpty();
    assertThat(JobRecord.of(start.line() + "exit 12345\n").orElseThrow().exit()).isEmpty();
  }

  @Test
  void knowsNothingOfACallWithoutARecord() {
    assertThat(jobs().lost(AgentId.MAIN, CALL)).isEmpty();
    assertThat(new Jobs().lost(AgentId.MAIN, CALL)).isEmpty();
    assertThat(state()).doesNotExist();
  }

  @Test
  void learnsTheExitStatus() throws IOException {
    var entry = entry(Integer.MAX_VALUE, 1, Custody.boot());
    entry.append("exit 0\n");
    Files.writeString(entry.outputFile(), "built\n");

    var result = lost();

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.label()).isEqualTo(new Label(Label.Source.WEB, "example.org"));
    assertThat(result.text())
        .startsWith("built\nJackdaw was killed before it could report this.")
        .contains("started 1970-01-01T00:00:01Z", "with exit code 0");
  }

  @Test
  void whatWasHeldBackDoesNotCountWhateverTheExitStatus() throws IOException {
    var entry = entry(Integer.MAX_VALUE, 1, Custody.boot());
    entry.append("held\nexit 0\n");
    assertThat(lost().status()).isEqualTo(Status.CANCELLED);
    assertThat(lost().text()).contains("exit code was 0", "held back and discarded");

    entry.append("applying\n");
    assertThat(lost().status()).isEqualTo(Status.OK);
  }

  @Test
  void tellsAFailureAndItsSignal() throws IOException {
    entry(Integer.MAX_VALUE, 1, Custody.boot()).append("exit 139\n");

    assertThat(lost().status()).isEqualTo(Status.FAILED);
    assertThat(lost().text()).contains("(no output is known)", "exit code 139 (SIGSEGV)");
  }

  @Test
  void doesNotTakeAnotherProcessOfTheSameNumberForTheCommand() throws Exception {
    var other = new ProcessBuilder("sleep", "600").start();
    try {
      var ticks = ProcessTable.entry(other.pid()).orElseThrow().started();
      var _ = entry(other.pid(), ticks - 1, Custody.boot());

      assertThat(lost().status()).isEqualTo(Status.IN_DOUBT);
      assertThat(lost().text()).contains("process " + other.pid(), "It does not run now.");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void endsACommandThatStillRuns() throws Exception {
    var left = new ProcessBuilder("sleep", "600").start();
    try {
      var ticks = ProcessTable.entry(left.pid()).orElseThrow().started();
      var _ = entry(left.pid(), ticks, Custody.boot());

      assertThat(lost().status()).isEqualTo(Status.CANCELLED);
      assertThat(left.waitFor()).isEqualTo(143);
    } finally {
      left.destroyForcibly().waitFor();
    }
  }

  @Test
  void doubtsWhatRanBeforeTheMachineWasStartedAnew() throws IOException {
    var _ = entry(ProcessHandle.current().pid(), 1, "another boot");

    assertThat(lost().status()).isEqualTo(Status.IN_DOUBT);
    assertThat(lost().text()).contains("The machine was started anew since.");
  }

  @Test
  void forgetsACommandWhoseResultIsKept() throws Exception {
    var directory = Files.createDirectory(temp.resolve("work"));
    var jobs = jobs();
    var bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);
    var stage = new Stage(directory);

    assertThat(bash.call(Bash.Input.of("echo out; exit 3"), stage).text())
        .isEqualTo("out\nExit code 3.");
    assertThat(state().resolve("1.job")).content().contains("\"call\":\"call-1\"", "\nexit 3\n");
    assertThat(state().resolve("1.out")).hasContent("out");
    jobs.settled(stage.agent(), stage.call());
    assertThat(state()).isEmptyDirectory();

    assertThat(bash.call(Bash.Input.of("true"), stage).isOk()).isTrue();
    jobs.close();
    assertThat(state()).doesNotExist();
  }

  @Test
  void addsNothingToTheOutputOfACommandThatEndsItsGroup() throws Exception {
    var jobs = jobs();
    var bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);

    assertThat(bash.call(Bash.Input.of("echo x; kill -TERM 0"), new Stage(temp)).text())
        .isEqualTo("x\nExit code 143: ended by SIGTERM.");
    jobs.close();
  }

  @Test
  void reportsWhatKeptACommandFromBeingStarted() throws Exception {
    var jobs = jobs();
    Launcher broken =
        request ->
            Launcher.unconfined()
                .start(
                    new Launcher.Request(
                        List.of("/bin/sh", "-c", "echo no namespaces >&2; exit 1"),
                        request.directory(),
                        request.environment(),
                        Optional.empty(),
                        request.errors()));
    var bash =
        new Bash(
            jobs,
            System.getenv(),
            ChildEnvironment.Settings.NONE,
            new Starting(broken, _ -> Report.COMMAND, Optional.empty()));

    var result = bash.call(Bash.Input.of("true"), new Stage(temp));

    assertThat(result.text()).startsWith("no namespaces\nExit code 1.");
    jobs.close();
  }

  private Jobs keeping() {
    return new Jobs(JobOptions.STANDARD.withState(state()).withKeptAfterCrash(true));
  }

  /** Returns the jobs of a later process that resumes the session. */
  private Jobs recalled(Stage stage) {
    var later = jobs();
    later.recall(stage.blobs());
    return later;
  }

  private static ToolResult look(Jobs jobs, Stage stage, int seconds) throws Exception {
    return new BashOutput(jobs)
        .call(new BashOutput.Input(Optional.of("bg1"), Optional.of(seconds)), stage);
  }

  @Test
  void aKeptCommandDoesWhatEveryOtherDoes() throws Exception {
    var stage = new Stage(temp);
    try (var jobs = keeping()) {
      var bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);

      assertThat(bash.call(Bash.Input.of("echo out; echo err >&2; cat; exit 3"), stage).text())
          .isEqualTo("out\nerr\nExit code 3.");
      assertThat(bash.call(Bash.Input.of("seq 1 100000"), stage).text()).endsWith("\n100000");
      assertThat(bash.call(Bash.Input.of("echo x; kill -TERM 0"), stage).text())
          .isEqualTo("x\nExit code 143: ended by SIGTERM.");
    }
    assertThat(state()).doesNotExist();
  }

  @Test
  void takesUpACommandThatWasKept() throws Exception {
    var stage = new Stage(temp);
    var killed = keeping();
    var bash = new Bash(killed, System.getenv(), ChildEnvironment.Settings.NONE);
    var command = "echo one; while [ ! -e go ]; do sleep 0.02; done; echo two; exit 5";
    var _ =
        bash.call(
            new Bash.Input(command, Optional.empty(), Optional.of(true), Optional.empty()), stage);
    killed.named("bg1").orElseThrow().awaitMoreThan(3, System.nanoTime() + 20_000_000_000L);

    try (var later = recalled(stage)) {
      assertThat(later.running()).containsExactly("bg1");
      assertThat(later.lost(stage.agent(), stage.call()).orElseThrow().text())
          .startsWith("one\nJackdaw was killed while this command ran")
          .contains("It still runs, now in the background as bg1.");
      var _ = Files.createFile(temp.resolve("go"));
      assertThat(look(later, stage, 30).text())
          .startsWith("one\ntwo\nbg1 exited with code 5 after ");
    }
    killed.close();
  }

  @Test
  void endsACommandThatWasTakenUp() throws Exception {
    var stage = new Stage(temp);
    var killed = keeping();
    var bash = new Bash(killed, System.getenv(), ChildEnvironment.Settings.NONE);
    var _ =
        bash.call(
            new Bash.Input("sleep 601.25", Optional.empty(), Optional.of(true), Optional.empty()),
            stage);
    try (var later = recalled(stage)) {
      var text = new BashKill(later).call(new BashKill.Input("bg1"), stage).text();
      assertThat(text).startsWith("bg1 was ended after ");
    }
    killed.close();
    assertThat(Survivors.mentioning("sleep 601.25")).isEmpty();
  }

  @Test
  void showsWhatABackgroundJobPrintedThatEndedWithJackdaw() throws Exception {
    var entry = entry(Integer.MAX_VALUE, 1, Custody.boot());
    entry.append("name bg1\nending\n");
    Files.writeString(entry.outputFile(), "begun\n");
    var stage = new Stage(temp);

    try (var later = recalled(stage)) {
      assertThat(look(later, stage, 30).text()).startsWith("begun\nbg1 was ended after ");
    }
  }
}
