package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workflow with the real tools, in a program of its own, which is also killed meanwhile. */
@Timeout(300)
class WorkflowIT {
  private static final String STEPS =
      """
      [{"id":"a","tool":"grep","args":{"pattern":"TODO","output":"files"}},
       {"id":"f","foreach":"$a.paths","tool":"read","args":{"path":"$item"}},
       {"id":"g","tool":"filter","args":{"in":"$f[*].text","regex":"TODO\\\\((\\\\w+)\\\\)"}},
       {"id":"t","tool":"bash","if":"$g.count > 0",
        "args":{"command":"COMMAND"}}]
      """;
  private static final String RETURN = "{\"who\":\"$g.distinct\",\"out\":\"$t.text\"}";

  @TempDir Path temp;

  private Path project;
  private Program program;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    program = new Program(Files.createDirectories(temp.resolve("home")), project);
    Files.writeString(project.resolve("A.java"), "class A {\n  // TODO(ada) first\n}\n");
    Files.writeString(project.resolve("B.java"), "class B {\n  // TODO(bob) next\n}\n");
  }

  private static String workflow(String command) {
    return "{\"steps\":" + STEPS.replace("COMMAND", command) + ",\"return\":" + RETURN + "}";
  }

  private Path script(String... inputs) throws IOException {
    var turns =
        List.of(inputs).stream()
            .map(input ->
                "{\"calls\":[{\"tool\":\"workflow\",\"input\":"
                    + Json.parse(input).compact()
                    + "}]}")
            .toList();
    return Files.writeString(
        temp.resolve("script.json"),
        "{\"turns\":[" + String.join(",", turns) + "],\"final\":\"{{lastResult}}\"}");
  }

  private static String[] words(Path script, String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of("-p", "--model", "scripted/" + script, "--allowedTools", "Bash"));
    words.addAll(List.of(more));
    words.add("go on");
    return words.toArray(String[]::new);
  }

  @Test
  void searchesReadsFiltersAndRunsInOneTurn() throws IOException {
    var ended = program.run(words(script(workflow("echo for ${g.count} files in $PWD"))));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("a grep: ok", "f read x2: ok", "g filter: ok", "t bash: ok")
        .contains("\"who\":[\"ada\",\"bob\"]")
        .contains("for 2 files in ");
  }

  @Test
  void goesOnAfterAKillWithoutRunningACommandTwice() throws IOException, InterruptedException {
    var began = project.resolve("began");
    assertThat(new ProcessBuilder("mkfifo", began.toString()).start().waitFor()).isZero();
    var slow = "echo ran >> effects.log; echo now > began; sleep 20";
    var script = script(workflow(slow), "{\"resume\":\"call_t1_0\"}", resumingWith("echo checked"));
    var process =
        program.startInto(temp.resolve("out.txt"), temp.resolve("err.txt"), words(script));
    assertThat(Files.readString(began)).isEqualTo("now\n");
    process.destroyForcibly().waitFor();

    var ended = program.run(words(script, "-c", "--output-format", "stream-json"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("t bash: failed: in doubt: Jackdaw ended while");
    assertThat(ended.out()).contains("f read x2: ok, kept from before").contains("checked");
    assertThat(Files.readString(project.resolve("effects.log"))).isEqualTo("ran\n");
  }

  private static String resumingWith(String command) {
    return Json.parseObject(workflow(command)).with("resume", Json.of("call_t2_0")).compact();
  }
}
