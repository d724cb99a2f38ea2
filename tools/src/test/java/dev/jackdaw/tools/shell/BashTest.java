package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BashTest {
  @TempDir Path directory;
  private final Jobs jobs = new Jobs();
  private final Bash bash = new Bash(jobs, System.getenv(), ChildEnvironment.Settings.NONE);
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  @AfterEach
  void endAll() {
    jobs.close();
  }

  private ToolResult run(String command) throws Exception {
    return bash.call(Bash.Input.of(command), stage);
  }

  private static Block.Text output(String text) {
    return new Block.Text(text, new Label(Label.Source.COMMAND, ""));
  }

  private static Block.Text note(String text) {
    return new Block.Text(text, Label.JACKDAW);
  }

  @Test
  void showsOutputAndErrorsInTheOrderTheyCame() throws Exception {
    var result = run("echo one; echo two >&2; echo three");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.content()).containsExactly(output("one\ntwo\nthree"));
    assertThat(result.details().without("duration_ms"))
        .isEqualTo(Json.parse("{\"exit_code\":0,\"output_bytes\":14,\"truncated\":false}"));
    assertThat(result.details().integer("duration_ms")).isPresent();
    assertThat(String.join("", stage.progress)).isEqualTo("one\ntwo\nthree\n");
    assertThat(stage.memory.bodies).isEmpty();
  }

  @Test
  void runsInTheWorkingDirectoryWithABareShellAndNoInput() throws Exception {
    var result = run("pwd; cat; shopt -q login_shell || echo bare; echo $0; tty");

    assertThat(result.text())
        .startsWith(directory.toRealPath() + "\nbare\n")
        .contains("bash")
        .contains("not a tty");
  }

  @Test
  void keepsNothingFromOneCallToTheNext() throws Exception {
    var _ = run("cd /; export LEFT=1; f() { :; }");

    assertThat(run("pwd; echo \"[$LEFT]\"; type f").text())
        .startsWith(directory.toRealPath() + "\n[]\n")
        .contains("not found");
  }

  @Test
  void saysThatNothingWasPrinted() throws Exception {
    assertThat(run("true").content()).containsExactly(note("(no output)"));
  }

  @Test
  void tellsTheModelHowACommandFailed() throws Exception {
    var result = run("echo broken; exit 3");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.content()).containsExactly(output("broken"), note("Exit code 3."));
    assertThat(result.details().integer("exit_code")).contains(3L);
  }

  @Test
  void namesTheSignalThatEndedACommand() throws Exception {
    var result = run("kill -SEGV $$");

    assertThat(result.content())
        .contains(note("(no output)"), note("Exit code 139: ended by SIGSEGV."));
    assertThat(result.details().string("signal")).contains("SIGSEGV");
  }

  @Test
  void namesTheProgramThatIsMissing() throws Exception {
    assertThat(run("surely-missing-program --help").text())
        .contains("Exit code 127. surely-missing-program is not installed, or not on PATH.");
  }

  @Test
  void pointsToTheWrapperOfTheProject() throws Exception {
    var wrapper = Files.writeString(directory.resolve("mvnw"), "#!/bin/sh\n");
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();

    assertThat(ExitCode.explain(127, "bash: line 1: mvn: command not found", "/bin", directory))
        .isEqualTo("Exit code 127. mvn is not installed, or not on PATH; ./mvnw is there.");
  }

  @Test
  void takesACommandOfManyLinesAndAnyCharacters() throws Exception {
    assertThat(run("cat <<'X'\nä 漢 🦅 \"quoted\" $HOME\nX\necho 'it''s'").text())
        .isEqualTo("ä 漢 🦅 \"quoted\" $HOME\nits");
  }

  @Test
  void sameCommandInAsciiAloneDoesTheSame() throws Exception {
    assertThat(run(Shell.escaped("echo 'ä 漢 🦅 \\n %s %d \"q\"'; x=$'a\\tb'\necho \"$x\"")).text())
        .isEqualTo("ä 漢 🦅 \\n %s %d \"q\"\na\tb");
  }

  @Test
  void showsTheBeginningAndTheEndOfALongOutputAndKeepsItWhole() throws Exception {
    var result = run("seq 1 20000");

    var whole = IntStream.rangeClosed(1, 20_000).mapToObj(i -> i + "\n");
    assertThat(stage.onlyBody()).isEqualTo(whole.collect(Collectors.joining()));
    var handle = stage.memory.bodies.keySet().iterator().next();
    var head = ((Block.Text) result.content().getFirst()).text();
    var tail = ((Block.Text) result.content().getLast()).text();
    assertThat(head).startsWith("1\n2\n").hasSizeBetween(4_700, 4_800);
    assertThat(tail).endsWith("\n20000").hasSizeBetween(19_100, 19_200);
    assertThat(result.content().get(1))
        .isEqualTo(
            note(
                "["
                    + (108_894 - head.length() - tail.length() - 1)
                    + " bytes left out here; read shows the whole output as "
                    + handle.reference()
                    + "]"));
    assertThat(result.details().bool("truncated", false)).isTrue();
    assertThat(result.details().object("blob").string("sha256")).contains(handle.sha256());
  }

  @Test
  void tellsOfTheFailuresInThePartLeftOut() throws Exception {
    var failure = "[ERROR]   CartTest.sums:5 expected: <8> but was: <7>";
    for (var lines : List.of(5_000, 100_000)) {
      var result = run("seq 1 " + lines + "; echo '" + failure + "'; seq 1 " + lines + "; exit 1");

      var texts = result.content().stream().map(block -> ((Block.Text) block).text()).toList();
      assertThat(texts).hasSize(6);
      assertThat(texts.get(1)).endsWith("]\nFailures found in the part left out:");
      assertThat(texts.subList(2, 4)).containsExactly(failure, "[the end follows]");
      assertThat(texts.getLast()).isEqualTo("Exit code 1.");
      assertThat(result.content().get(2).label()).isEqualTo(Report.COMMAND);
      assertThat(result.text().length()).isLessThan(24_300);
    }
  }

  @Test
  void keepsToTheRoomTheSessionGrants() throws Exception {
    stage.resultTokens = 1_000;

    assertThat(run("seq 1 1000").text()).contains("bytes left out").hasSizeLessThan(3_200);
  }

  @Test
  void keepsAnOutputThatMemoryDoesNotHold() throws Exception {
    var result = run("seq 1 1500000");

    assertThat(result.text()).startsWith("1\n2\n").endsWith("\n1500000").hasSizeLessThan(24_300);
    assertThat(stage.onlyBody()).hasSize(10_888_896).startsWith("1\n2\n").endsWith("\n1500000\n");
    assertThat(String.join("", stage.progress)).endsWith("1499999\n1500000\n");
  }

  @Test
  void goesOnWithoutTheStoredCopyWhenTheDiskIsFull() throws Exception {
    stage.memory.full = true;

    var result = run("seq 1 100000");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.text()).endsWith("\n100000").contains("bytes left out here]");
    assertThat(result.details().has("blob")).isFalse();
  }

  @Test
  void neverSplitsACharacterOnItsWayToTheScreen() throws Exception {
    var result =
        run(
            "for i in $(seq 300); do printf '\\xf0\\x9f'; sleep 0.0005; printf '\\xa6\\x85é'; done");

    assertThat(result.text()).isEqualTo("🦅é".repeat(300));
    assertThat(String.join("", stage.progress)).isEqualTo("🦅é".repeat(300));
  }

  @Test
  void replacesWhatIsNotUtf8() throws Exception {
    assertThat(run("printf 'caf\\xe9 au lait, s\\xedl vous pla\\xeet: a long line of text'").text())
        .isEqualTo("caf\ufffd au lait, s\ufffdl vous pla\ufffdt: a long line of text");
  }

  @Test
  void doesNotShowBinaryOutput() throws Exception {
    var result = run("head -c 5000 /dev/zero; printf '\\xff\\xfe'");

    assertThat(result.text())
        .startsWith("[5002 bytes that are not text; read shows the whole output as blob:");
    assertThat(stage.onlyBody()).hasSize(5_002);
  }

  @Test
  void takesOutWhatIsMeantForATerminal() throws Exception {
    var result =
        run(
            "printf '\\033[31mred\\033[0m \\033]8;;http://x\\007link\\033]8;;\\007\\n'; "
                + "for i in 10 50 100; do printf '\\r%s%%' $i; done; echo");

    assertThat(result.text()).isEqualTo("red link\n100%");
    assertThat(String.join("", stage.progress)).isEqualTo("red link\n\r10%\r50%\r100%\n");
  }

  @Test
  void endsACommandAtItsDeadlineAndShowsWhatThereWas() throws Exception {
    stage.deadline = Duration.ofMillis(400);

    var result = run("echo begun; sleep 600");

    assertThat(result.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(result.content().getFirst()).isEqualTo(output("begun"));
    assertThat(result.text()).contains("time limit").contains("run_in_background");
    assertThat(result.details().string("signal")).contains("SIGTERM");
  }

  @Test
  void prefersTheTimeTheModelAskedFor() throws Exception {
    var input = new Bash.Input("sleep 600", Optional.of(1), Optional.empty(), Optional.empty());

    assertThat(bash.call(input, stage).text()).startsWith("Ended after 1 s");
  }

  @Test
  void allowsTwoMinutesUnlessTheSessionAllowsLess() throws Exception {
    stage.deadline = Duration.ofMinutes(10);
    var input = bash.wish(Bash.Input.of("true"));

    assertThat(Bash.timeout(input, stage)).isEqualTo(Duration.ofMinutes(2));
    stage.deadline = Duration.ofSeconds(3);
    assertThat(Bash.timeout(input, stage)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void survivesAProgressListenerThatThrows() {
    stage.screen =
        _ -> {
          throw new IllegalStateException("screen is gone");
        };

    assertThatThrownBy(() -> run("echo x; sleep 600 # " + directory)).hasMessage("screen is gone");
    assertThat(Survivors.mentioning(directory.toString())).isEmpty();
  }

  @Test
  void saysWhenTheWorkingDirectoryIsGone() throws Exception {
    Files.delete(directory);

    assertThat(run("true").text()).contains("is no longer there");
    Files.createDirectory(directory);
  }

  @Test
  void startsNothingWhenItIsAlreadyInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run("touch made")).isInstanceOf(InterruptedException.class);
    assertThat(directory.resolve("made")).doesNotExist();
  }

  @Test
  void startsNothingOnceTheSessionIsClosed() {
    jobs.close();

    assertThatThrownBy(() -> run("touch made"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(directory.resolve("made")).doesNotExist();
  }

  @Test
  void statesItsEffectAndThatItMustNotRunTwice() {
    var input = Bash.Input.of("rm -r build");

    assertThat(bash.effects(input, stage.workspace()))
        .isEqualTo(List.of(new Effect.Executes("rm -r build", stage.workspace().directory())));
    assertThat(bash.idempotency(input)).isEqualTo(Idempotency.UNSAFE);
  }

  @Test
  void isSummedUpByTheFirstLineOfTheCommand() {
    assertThat(bash.summary(Bash.Input.of(" make \n"), stage.workspace())).isEqualTo("make");
    assertThat(bash.summary(Bash.Input.of("make\nrm x"), stage.workspace())).isEqualTo("make …");
    assertThat(bash.summary(Bash.Input.of("x".repeat(200)), stage.workspace()))
        .isEqualTo("x".repeat(80) + "…");
    var split = "x".repeat(79) + "🦅".repeat(9);
    assertThat(bash.summary(Bash.Input.of(split), stage.workspace()))
        .isEqualTo("x".repeat(79) + "…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"command\":\"\"}",
        "{\"command\":\" \\n\"}",
        "{\"command\":\"a\\u0000b\"}",
        "{\"command\":\"x\",\"timeout_seconds\":0}",
        "{\"command\":\"x\",\"timeout_seconds\":120000}",
        "{\"command\":\"x\",\"timeout\":5}",
        "{}"
      })
  void refusesInputThatCannotBeMeant(String json) {
    assertThatThrownBy(() -> bash.decode(Json.parseObject(json)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesACommandTooLongForTheSystem() {
    assertThatThrownBy(() -> Bash.Input.of("#" + "é".repeat(50_000)))
        .hasMessageContaining("write it to a file");
    assertThat(Bash.Input.of("#" + "x".repeat(99_999)).command()).hasSize(100_000);
  }

  @Test
  void runsTheLongestCommandItTakes() throws Exception {
    assertThat(run("echo ok #" + "x".repeat(99_991)).text()).isEqualTo("ok");
  }
}
