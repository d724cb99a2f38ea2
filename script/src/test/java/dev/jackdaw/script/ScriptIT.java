package dev.jackdaw.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script with the real tools, in a program that has the extension; it is killed as well. */
@Timeout(600)
class ScriptIT {
  @TempDir Path temp;

  private Path project;
  private Installed jackdaw;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    jackdaw = new Installed(Files.createDirectories(temp.resolve("home")), project);
    Files.writeString(project.resolve("A.java"), "class A {\n  // TODO(ada) first\n}\n");
    Files.writeString(project.resolve("B.java"), "class B {\n  // TODO(bob) next\n}\n");
  }

  private static String script(String source) {
    return Json.object().put("script", source).build().compact();
  }

  private String[] words(List<String> inputs, String... more) throws IOException {
    var turns =
        inputs.stream()
            .map(input -> "{\"calls\":[{\"tool\":\"workflow\",\"input\":" + input + "}]}")
            .toList();
    var model =
        Files.writeString(
            temp.resolve("model.json"),
            "{\"turns\":[" + String.join(",", turns) + "],\"final\":\"{{lastResult}}\"}");
    var words =
        new ArrayList<>(
            List.of(
                "-p",
                "--model",
                "scripted/" + model,
                "--allowedTools",
                "Bash",
                "--permission-mode",
                "acceptEdits"));
    words.addAll(List.of(more));
    words.add("go on");
    return words.toArray(String[]::new);
  }

  @Test
  void searchesReadsWritesAndRunsAndCanBeUndone() throws IOException, InterruptedException {
    jackdaw.install();
    var source =
        """
        const {paths} = await tools.grep({pattern: 'TODO', output: 'files'});
        const files = await Promise.all(paths.map(path => tools.read({path})));
        const who = files.flatMap(f => f.lines).map(l => /TODO\\((\\w+)\\)/.exec(l)?.[1]).filter(Boolean);
        console.log(`found ${who.length}`);
        await tools.write({path: 'who.txt', content: who.sort().join('\\n') + '\\n'});
        const {exit, text} = await tools.bash({command: 'wc -l < who.txt'});
        return {who, exit, lines: text.trim()};
        """;
    var ended = jackdaw.run(words(List.of(script(source))));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("grep: ok", "read x2: ok", "write: ok", "bash: ok")
        .contains("Its log:\nfound 2")
        .contains("\"who\":[\"ada\",\"bob\"]", "\"exit\":0", "\"lines\":\"2");
    assertThat(project.resolve("who.txt")).hasContent("ada\nbob");

    var undone = jackdaw.run("undo", "--all");
    assertThat(undone.code()).as("%s", undone).isZero();
    assertThat(project.resolve("who.txt")).doesNotExist();
  }

  @Test
  void withoutItThereAreNoScripts() throws IOException, InterruptedException {
    var ended = jackdaw.run(words(List.of(script("return 1"))));

    assertThat(ended.out()).contains("\"script\": scripts are not available here");
  }

  @Test
  void goesOnAfterAKillWithoutRunningACommandTwice()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    jackdaw.install();
    var began = project.resolve("began");
    assertThat(new ProcessBuilder("mkfifo", began.toString()).start().waitFor()).isZero();
    var source =
        """
        const seen = await tools.read({path: 'A.java'});
        await tools.bash({command: 'echo one >> effects.log'});
        const failed = await tools.bash({command: 'exit 3'}).catch(e => e.result.exit);
        console.log(Date.now(), Math.random());
        await tools.bash({command: 'echo two >> effects.log; echo now > began; sleep 20'})
            .catch(e => console.log('doubt', e.status));
        await tools.bash({command: 'echo three >> effects.log'});
        return [seen.ok, failed, Date.now(), Math.random()];
        """;
    var inputs = List.of(script(source), "{\"resume\":\"call_t1_0\"}");
    var process = jackdaw.start(temp.resolve("out.txt"), temp.resolve("err.txt"), words(inputs));
    assertThat(Files.readString(began)).isEqualTo("now\n");
    var others = process.descendants().filter(p -> commandLine(p).contains("ScriptMain")).toList();
    assertThat(others).isNotEmpty();
    process.destroyForcibly().waitFor();
    for (var other : others) other.onExit().get(60, TimeUnit.SECONDS);

    var ended = jackdaw.run(words(inputs, "-c", "--output-format", "stream-json"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("bash x4: 2 ok; call 3 failed", "call 4 in doubt", "doubt in_doubt")
        .contains("read: ok; kept from before");
    assertThat(Files.readString(project.resolve("effects.log"))).isEqualTo("one\ntwo\nthree\n");
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
