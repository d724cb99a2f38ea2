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
        .contains(new JobRecord(start, OptionalInt.of(143), true, false, "bg2", "bwrap: no\n"));
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
}
