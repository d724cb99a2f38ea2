package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps are undone by the commands a user types. */
@Timeout(300)
class UndoIT {
  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    program = new Program(temp.resolve("home"), project);
    Files.writeString(project.resolve("a"), "one\n");
    Files.createDirectories(project.resolve("docs/deep"));
    Files.writeString(project.resolve("docs/deep/b"), "kept\n");
  }

  private void play(String... commands) throws IOException {
    var turns = new ArrayList<Json>();
    for (var command : commands) {
      // A call is a command, or the tool and its input.
      var call =
          command.startsWith("{")
              ? Json.parseObject(command)
              : Json.object()
                  .put("tool", "bash")
                  .put("input", Json.object().put("command", command).build())
                  .build();
      turns.add(Json.object().put("calls", Json.array(List.of(call))).build());
    }
    turns.add(Json.object().put("text", "Done.").build());
    var script =
        Json.object()
            .put("name", "x")
            .put("turns", Json.array(turns))
            .put("final", "Done.")
            .build();
    Files.writeString(temp.resolve("script.json"), script.compact());
  }

  private String[] words(String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "-p",
                "go",
                "--model",
                "scripted/" + temp.resolve("script.json"),
                "--permission-mode",
                "bypassPermissions"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Program.Ended run(String... words) throws IOException {
    return program.run(words);
  }

  @Test
  void takesStepsBackAndDoesThemAgain() throws IOException {
    play("rm -rf docs", "echo two > a", "cat a", "echo three > a && ln -s a l");
    assertThat(run(words()).code()).isZero();

    assertThat(run("undo", "--list").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("  1  ", "bash", "rm -rf docs", "(3 changed)"),
            line -> assertThat(line).contains("  2  ", "echo two > a", "(1 changed)"),
            line -> assertThat(line).contains("  3  ", "(2 changed)"));
    assertThat(run("undo", "--dry-run").out()).isEqualTo("Step 3 would be undone.\n  ~ a\n  - l\n");
    assertThat(run("undo").out()).isEqualTo("Step 3 is undone.\n  ~ a\n  - l\n");
    assertThat(project.resolve("a")).hasContent("two\n");
    assertThat(run("undo", "--all").out())
        .isEqualTo("Steps 2, 1 are undone.\n  ~ a\n  + docs\n  + docs/deep\n  + docs/deep/b\n");
    assertThat(project.resolve("a")).hasContent("one\n");
    assertThat(project.resolve("docs/deep/b")).hasContent("kept\n");
    assertThat(run("redo").out()).startsWith("Step 1 is done again.");
    assertThat(run("redo", "--all").out()).startsWith("Steps 2, 3 are done again.");
    assertThat(project.resolve("l")).isSymbolicLink();
    assertThat(run("undo", "--to", "1").out()).startsWith("Steps 3, 2 are undone.");
    assertThat(project.resolve("a")).hasContent("one\n");
    assertThat(project.resolve("docs")).doesNotExist();
  }

  @Test
  void theTimelineShowsWhatACommandChanged() throws IOException {
    var key = "sk-ant-api03-" + "x".repeat(60);
    Files.writeString(project.resolve("s"), "key=" + key + "\n");
    play("echo two > a && rm docs/deep/b && cp s c");
    run(words("--session-id", "s1"));

    assertThat(run("sessions", "show", "s1", "--timeline", "--json").out())
        .contains("--- a\\n+++ a\\n@@ -1 +1 @@\\n-one\\n+two\\n")
        .contains("--- docs/deep/b\\n+++ /dev/null\\n@@ -1 +0,0 @@\\n-kept\\n")
        .contains("+key=[secret]")
        .doesNotContain(key);
  }

  @Test
  void theModelIsToldOfIt() throws IOException {
    play("echo two > a");
    run(words("--session-id", "s1"));
    run("undo");

    assertThat(run(words("-c", "--output-format", "json")).code()).isZero();
    assertThat(run("sessions", "show", "s1").out()).contains("The user took back step 1");
  }

  @Test
  void neverOverwritesWhatTheUserChangedSince() throws IOException {
    play("echo two > a && rm docs/deep/b");
    run(words());
    Files.writeString(project.resolve("a"), "mine\n");

    var stopped = run("undo");

    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.out())
        .isEqualTo(
            """
            Step 1 stays as it is, because of what was changed since. --skip-conflicts leaves only \
            these files alone:
              ! a: it was changed since
                  now, line 1: mine
                  expected: two
                  wanted: one
            """);
    assertThat(project.resolve("docs/deep/b")).doesNotExist();
    var rest = run("undo", "--skip-conflicts");
    assertThat(rest.out())
        .isEqualTo(
            """
            Step 1 is undone.
              + docs/deep/b
            Left as they are:
              ! a: it was changed since
                  now, line 1: mine
                  expected: two
                  wanted: one
            """);
    assertThat(project.resolve("a")).hasContent("mine\n");
    assertThat(project.resolve("docs/deep/b")).hasContent("kept\n");
  }

  @Test
  void saysWhatToDoWhenThereIsNothing() throws IOException {
    var none = run("undo");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("there is no session in " + project.toRealPath());
    play("cat a");
    run(words());
    assertThat(run("undo").err()).contains("there is no step to undo");
    assertThat(run("redo").err()).contains("no step is undone");
    assertThat(run("undo", "7").err()).contains("there is no step \"7\"");
    assertThat(run("undo", "--to", "x").err()).contains("--to takes the number of a step");
  }

  @Test
  void refusesToDeleteWhatCouldNotBeGivenBackWhileNobodyIsThereToAsk() throws IOException {
    var big = project.resolve("big");
    Files.write(big, new byte[3 << 20]);
    play("rm -r docs");
    var small = "{\"undoLimits\":{\"fileMegabytes\":2}}";
    var words =
        List.of(
            "-p",
            "go",
            "--verbose",
            "--model",
            "scripted/" + temp.resolve("script.json"),
            "--allowedTools",
            "Bash",
            "--settings",
            small);

    var refused = run(words.toArray(String[]::new));

    assertThat(refused.err()).contains("of this folder 1 file (3 MiB) are not kept for undo");
    assertThat(project.resolve("docs/deep/b")).exists();
    Files.delete(big);
    run(words.toArray(String[]::new));
    assertThat(project.resolve("docs")).doesNotExist();
  }

  @Test
  void keepsNothingWhenSwitchedOff() throws IOException {
    play("echo two > a");
    run(words("--undo", "off"));
    assertThat(run("undo").err()).contains("there is no step to undo");
    assertThat(temp.resolve("home/state/checkpoints")).doesNotExist();
  }

  private static String background(String command) {
    var input = Json.object().put("command", command).put("run_in_background", true).build();
    return Json.object().put("tool", "bash").put("input", input).build().compact();
  }

  private static final String AWAIT =
      "{\"tool\":\"bash_output\",\"input\":{\"id\":\"bg1\",\"wait_seconds\":60}}";

  @Test
  void whatAJobWroteAtItsEndIsAStepThatOnlyItsNumberTakesBack() throws Exception {
    play(background("until [ -e ../go ]; do sleep 0.05; done; echo late > b; echo x > a"), AWAIT);
    var process =
        program.start(temp.resolve("err"), words("--session-id", "s1", "--sandbox", "off"));
    // The call itself has ended, so that nothing of it is its own step.
    while (!run("sessions", "show", "s1", "--timeline", "--json").out().contains("bash_output")) {
      assertThat(process.isAlive()).isTrue();
    }
    Files.createFile(temp.resolve("go"));
    assertThat(process.waitFor()).isZero();

    assertThat(run("undo", "--list").out())
        .contains(
            "  1  ", "echo late > b", "in the background", "\"jackdaw undo 1\" takes it back");
    assertThat(run("undo").err()).contains("take them back by their numbers");
    assertThat(run("undo", "1").out()).isEqualTo("Step 1 is undone.\n  ~ a\n  - b\n");
    assertThat(run("redo").out()).startsWith("Step 1 is done again.");
  }

  /** What was cut short by the end of Jackdaw is a step too, and shown as evidence. */
  @Test
  void aCommandThatWasCutShortCanBeUndone() throws Exception {
    play("echo two > a; echo ready > ../ready; sleep 60");
    var process =
        program.start(temp.resolve("err"), words("--session-id", "s1", "--sandbox", "off"));
    var ready = temp.resolve("ready");
    while (!Files.exists(ready)) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    play();

    assertThat(run(words("-c")).code()).isZero();

    assertThat(run("sessions", "show", "s1").out())
        .contains("files, folders or links changed: ~ a");
    assertThat(run("undo").out()).startsWith("Step 1 is undone.\n  ~ a\n  - ");
    assertThat(project.resolve("a")).hasContent("one\n");
    assertThat(ready).doesNotExist();
  }
}
