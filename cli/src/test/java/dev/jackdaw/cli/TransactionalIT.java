package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose writes count when they have succeeded, by what a user types. */
@Timeout(300)
class TransactionalIT {
  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("project"));
    program = new Program(temp.resolve("home"), project);
    Files.writeString(project.resolve("a"), "one\n");
    Files.writeString(Files.createDirectories(project.resolve("docs")).resolve("b"), "kept\n");
  }

  private void play(String... commands) throws IOException {
    var turns = new ArrayList<Json>();
    for (var command : commands) turns.add(turn(command));
    turns.add(Json.object().put("text", "Done.").build());
    var script =
        Json.object()
            .put("name", "x")
            .put("turns", Json.array(turns))
            .put("final", "Done.")
            .build();
    Files.writeString(temp.resolve("script.json"), script.compact());
  }

  private static Json turn(String command) {
    var input = Json.object().put("command", command).build();
    var call = Json.object().put("tool", "bash").put("input", input).build();
    return Json.object().put("calls", Json.array(List.of(call))).build();
  }

  private Program.Ended run(Program program, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "-p",
                "go",
                "--verbose",
                "--model",
                "scripted/" + temp.resolve("script.json"),
                "--permission-mode",
                "bypassPermissions"));
    words.addAll(List.of(more));
    return program.run(words.toArray(String[]::new));
  }

  private void requireLayers(Program.Ended ended) {
    assumeTrue(ended.code() != 6, ended::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "auto"})
  void whatFailedIsDiscardedAndTheRestIsUndone(String sandbox) throws IOException {
    play("rm -r docs; echo bad > a; exit 3", "cat a docs/b", "echo two > a; rm -r docs; ln -s a l");

    var ended = run(program, "--transactional", "--sandbox", sandbox);

    requireLayers(ended);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err())
        .contains("What it wrote was discarded, because it did not succeed: ~ a, - docs")
        .contains("one kept");
    assertThat(project.resolve("a")).hasContent("two");
    assertThat(project.resolve("docs")).doesNotExist();
    assertThat(program.run("undo", "--list").out().lines())
        .singleElement()
        .asString()
        .contains("  1  ", "echo two > a", "(4 changed)");
    assertThat(program.run("undo").out())
        .isEqualTo("Step 1 is undone.\n  ~ a\n  + docs\n  + docs/b\n  - l\n");
    assertThat(project.resolve("docs/b")).hasContent("kept");
    try (var names = Files.list(project)) {
      assertThat(names).as("nothing of a sandbox is left").hasSize(2);
    }
    assertThat(temp.resolve("home/state/layers")).isEmptyDirectory();
  }

  @Test
  void keepsWhatFailedWhereASettingSaysSo() throws IOException {
    play("echo bad > a; exit 3");
    var ended = run(program, "--settings", "{\"transactional\":\"keep\"}");
    requireLayers(ended);
    assertThat(ended.err()).contains("What it wrote was kept all the same: ~ a");
    assertThat(project.resolve("a")).hasContent("bad");
    assertThat(program.run("undo").out()).isEqualTo("Step 1 is undone.\n  ~ a\n");
  }

  @Test
  void whatItSeesOfTheSystemIsNoMoreThanWithout() throws IOException {
    play(
        "id -u; id -g; grep CapEff /proc/self/status; umount -l $PWD; ls /proc | grep -c '^[0-9]';"
            + " echo x > ../outside; echo y > .git/config; true");
    var ended = run(program, "--transactional", "--require-sandbox", "bwrap");
    assumeTrue(ended.code() != 6, ended::err);
    assertThat(ended.err()).contains("CapEff:\t0000000000000000");
    assertThat(temp.resolve("outside")).doesNotExist();
    assertThat(project.resolve(".git")).doesNotExist();
    assertThat(project.resolve("a")).hasContent("one");
  }

  @Test
  void aCommandThatWasCutShortWithJackdawNeverCounted() throws Exception {
    play("echo two > a; echo ready > ../ready; sleep 60");
    var process =
        program.start(
            temp.resolve("err"),
            "-p",
            "go",
            "--model",
            "scripted/" + temp.resolve("script.json"),
            "--permission-mode",
            "bypassPermissions",
            "--transactional",
            "--sandbox",
            "off",
            "--session-id",
            "s1");
    while (!Files.exists(temp.resolve("ready"))) {
      if (!process.isAlive()) assumeTrue(process.exitValue() != 6, "no layers here");
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    assertThat(project.resolve("a")).hasContent("one");
    play();

    assertThat(run(program, "-c", "--transactional").code()).isZero();

    assertThat(project.resolve("a")).hasContent("one");
    assertThat(temp.resolve("home/state/layers")).isEmptyDirectory();
    // What it did outside the workspace is not held, and known: that alone is a step.
    assertThat(program.run("undo").out()).contains("ready").doesNotContain("~ a");
  }

  @Test
  void refusesToBeginWhereItCannot() throws IOException {
    play("echo two > a");
    var ended = run(program, "--transactional", "--require-sandbox", "landlock");
    assertThat(ended.code()).isEqualTo(6);
    assertThat(project.resolve("a")).hasContent("one");
    assumeTrue(!ended.err().contains("There is no sandbox"), ended::err);
    assertThat(ended.err()).containsAnyOf("by Landlock", "What commands write cannot be held back");
  }

  @Test
  void saysWhatIsInTheWayOfIt() throws IOException {
    play("echo two > a");
    var here = program.with(Map.of("JACKDAW_HOME", project.resolve("own").toString()));
    var ended = run(here, "--transactional", "--sandbox", "off");
    // The other place for layers, below the temporary folder, may do.
    if (ended.code() != 6) return;
    assertThat(ended.err()).contains("cannot be held back", "Without --transactional");
    assertThat(project.resolve("a")).hasContent("one");
  }
}
