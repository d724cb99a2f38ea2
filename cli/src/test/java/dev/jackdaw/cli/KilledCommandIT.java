package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of commands when the program is killed by {@code SIGKILL}. Every process of a test
 * carries the name of the test's own folder in its environment or command line, or works in it.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class KilledCommandIT {
  private static final String IGNORES_TERM =
      "(trap '' TERM; while :; do sleep 1; done) & touch ready; wait";
  private static final String DAEMON =
      "(setsid bash -c '(trap \"\" TERM HUP; exec sleep 600) >/dev/null 2>&1 &'); touch ready;"
          + " sleep 600";
  private static final String FORGETFUL =
      "env -i /usr/bin/setsid /bin/sleep 600 >/dev/null 2>&1 & touch ready; wait";
  private static final String FORGETFUL_DAEMON =
      "(env -i /usr/bin/setsid /bin/sh -c '(trap \"\" TERM; sleep 600) & exit' >/dev/null 2>&1"
          + " </dev/null); touch ready; sleep 600";

  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void prepare() throws IOException {
    project = Files.createDirectory(temp.resolve("project")).toRealPath();
    program = new Program(Files.createDirectory(temp.resolve("home")), project);
  }

  @AfterEach
  void leavesNothing() throws Exception {
    assertThat(survivors()).isEmpty();
  }

  private Process start(String rung, String command, String... more) throws IOException {
    Files.writeString(
        project.resolve("script.json"),
        """
        {"name": "s", "turns": [{"calls": [{"tool": "bash", "input": {"command": %s}}]}],
         "final": "Done."}
        """
            .formatted(Json.of(command).compact()));
    return started(rung, more);
  }

  private Process started(String rung, String... more) throws IOException {
    var words = new ArrayList<>(List.of("-p", "--dangerously-skip-permissions"));
    words.addAll(List.of("--model", "scripted/script.json"));
    if (rung.equals("plain")) words.addAll(List.of("--sandbox", "off"));
    else words.addAll(List.of("--require-sandbox", rung));
    words.addAll(List.of(more));
    words.add("go");
    return program.start(temp.resolve("err.txt"), words.toArray(String[]::new));
  }

  private void requireRung(String rung) {
    if (rung.equals("plain")) return;
    var ended = program.run("sandbox", "--backend", rung, "--", "true");
    assumeTrue(ended.code() == 0, () -> rung + " does not work on this machine");
  }

  /** Waits until the command has come to a point, by the file it then makes. */
  private void awaitFile(String name) throws Exception {
    while (!Files.exists(project.resolve(name))) Thread.sleep(5);
  }

  private void awaitFinishedCalls(int count) throws Exception {
    while (true) {
      try (var files = Files.walk(temp.resolve("home/state/sessions"))) {
        var found = 0;
        for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          found += text(file).split("\"call_finished\"", -1).length - 1;
        }
        if (found >= count) return;
      }
      Thread.sleep(5);
    }
  }

  private void awaitNobody() throws Exception {
    while (!survivors().isEmpty()) Thread.sleep(20);
  }

  private static void kill(Process process) throws Exception {
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(137);
  }

  /** Returns the text of the lost call's result, which the resumed session recorded. */
  private String resumed() {
    var ended = program.run("-p", "-c", "--model", "scripted/script.json", "and now?");
    assertThat(ended.code()).as(ended.err()).isZero();
    var sessions = program.run("sessions", "list", "--json").out();
    var id = ((Json.Obj) ((Json.Arr) Json.parse(sessions)).elements().getFirst()).string("id", "");
    return program.run("sessions", "export", id, "--format", "json").out();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain    | touch ready; sleep 600",
        "plain    | " + IGNORES_TERM,
        "plain    | " + DAEMON,
        "plain    | " + FORGETFUL,
        "plain    | " + FORGETFUL_DAEMON,
        "landlock | touch ready; sleep 600",
        "landlock | " + IGNORES_TERM,
        "landlock | " + DAEMON,
        "landlock | " + FORGETFUL_DAEMON,
        "bwrap    | touch ready; sleep 600",
        "bwrap    | " + DAEMON,
      })
  void nothingOutlivesAJackdawThatWasKilled(String rung, String command) throws Exception {
    requireRung(rung);
    var process = start(rung, "echo seen; " + command);
    awaitFile("ready");

    kill(process);

    awaitNobody();
    assertThat(resumed()).contains("seen", "Jackdaw was killed", "was not run again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "landlock"})
  void tellsThatACommandWasEndedWithJackdaw(String rung) throws Exception {
    requireRung(rung);
    var process = start(rung, "echo seen; touch ready; sleep 600");
    awaitFile("ready");

    kill(process);

    awaitNobody();
    assertThat(resumed()).contains("It was ended with everything it had started", "seen");
    assertThat(temp.resolve("home/state/jobs")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "bwrap"})
  void takesUpACommandThatWasToBeKept(String rung) throws Exception {
    requireRung(rung);
    var keep = "{\"shell\":{\"keepAfterCrash\":true}}";
    var command = "echo seen; touch ready; while [ ! -e go ]; do sleep 0.05; done; touch done";
    var process = start(rung, command, "--settings", keep);
    awaitFile("ready");
    kill(process);
    assertThat(survivors()).isNotEmpty();

    var exported = resumed();

    assertThat(exported).contains("seen", "It still runs, now in the background as bg1");
    awaitNobody();
    assertThat(project.resolve("done")).doesNotExist();
  }

  @Test
  void saysWhereACommandCannotBeKept() throws Exception {
    requireRung("landlock");
    var keep = "{\"shell\":{\"keepAfterCrash\":true}}";
    var process = start("landlock", "echo seen; touch ready; sleep 600", "--settings", keep);
    awaitFile("ready");
    assertThat(temp.resolve("err.txt"))
        .content()
        .contains("shell.keepAfterCrash has no effect under landlock", "--require-sandbox bwrap");

    kill(process);

    awaitNobody();
    assertThat(resumed()).contains("It was ended with everything it had started", "seen");
  }

  @Test
  void learnsHowACommandThatWasKeptEnded() throws Exception {
    var keep = "{\"shell\":{\"keepAfterCrash\":true}}";
    var command = "echo seen; touch ready; while [ ! -e go ]; do sleep 0.05; done; exit 7";
    var process = start("plain", command, "--settings", keep);
    awaitFile("ready");
    kill(process);
    Files.createFile(project.resolve("go"));
    awaitNobody();

    assertThat(resumed()).contains("seen", "with exit code 7");
  }

  @Test
  void whatALostCommandChangedCanBeUndoneWithoutGoingOn() throws Exception {
    Files.writeString(project.resolve("kept"), "mine\n");
    var process = start("plain", "echo theirs > kept; echo 1 > new; touch ready; sleep 600");
    awaitFile("ready");
    kill(process);

    assertThat(program.run("undo", "--list").out()).contains("echo theirs > kept");
    assertThat(program.run("undo", "--all").code()).isZero();

    assertThat(project.resolve("kept")).hasContent("mine");
    assertThat(project.resolve("new")).doesNotExist();
    awaitNobody();
    assertThat(resumed()).contains("was not run again");
  }

  /** While the model thinks nobody looks at the folder. */
  @Test
  void whatABackgroundJobWroteBeforeTheKillIsAStep() throws Exception {
    var command = "while [ ! -e go ]; do sleep 0.05; done; echo 1 > late; touch ready; sleep 600";
    Files.writeString(
        project.resolve("script.json"),
        """
        {"name": "s", "turns": [
          {"calls": [{"tool": "bash", "input": {"command": "%s", "run_in_background": true}}]},
          {"calls": [{"tool": "bash", "input": {"command": "touch seen"}}]},
          {"text": "slowly", "delayMs": 600000}], "final": "Done."}
        """
            .formatted(command));
    var process = started("plain");
    awaitFile("seen");
    awaitFinishedCalls(2);
    Files.createFile(project.resolve("go"));
    awaitFile("ready");
    kill(process);
    awaitNobody();

    assertThat(program.run("undo", "--list").out()).contains("only \"jackdaw undo 2\"");
    assertThat(program.run("undo", "2").code()).isZero();

    assertThat(project.resolve("late")).doesNotExist();
    assertThat(project.resolve("seen")).exists();
  }

  @Test
  void aSecondSignalKillsWhatTheFirstAskedToEnd() throws Exception {
    var process = startedAndAsked();
    process.destroy();

    assertThat(process.waitFor()).isEqualTo(143);
    awaitNobody();
    assertThat(resumed()).contains("The user interrupted the command; it was ended.");
  }

  /** Now and then a shell ends without having run its trap; then there is nothing to try. */
  private Process startedAndAsked() throws Exception {
    for (var tries = 0; tries < 5; tries++) {
      var process =
          start("plain", "trap 'touch asked' TERM; touch ready; while :; do sleep 0.1; done");
      awaitFile("ready");
      process.destroy();
      while (process.isAlive() && !Files.exists(project.resolve("asked"))) Thread.sleep(5);
      if (Files.exists(project.resolve("asked"))) return process;
      Files.delete(project.resolve("ready"));
    }
    throw new AssertionError("no trap was run");
  }

  /** Returns the processes that work in the project or name it. */
  private List<String> survivors() throws IOException {
    var found = new ArrayList<String>();
    var pids = Path.of("/proc").toFile().list((_, name) -> name.matches("[0-9]+"));
    for (var pid : pids == null ? new String[0] : pids) {
      var line = text(Path.of("/proc", pid, "cmdline")).replace('\0', ' ');
      var stat = text(Path.of("/proc", pid, "stat"));
      if (stat.isEmpty() || stat.contains(") Z ") || stat.contains(") X ")) continue;
      if (directory(pid).equals(project.toString())) found.add(pid + " " + line);
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static String directory(String pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", pid, "cwd")).toString();
    } catch (IOException _) {
      return "";
    }
  }
}
