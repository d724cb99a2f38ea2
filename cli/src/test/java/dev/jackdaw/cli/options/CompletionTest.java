package dev.jackdaw.cli.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    assertThat(complete("jackdaw", "doc")).containsExactly("doctor");
    assertThat(complete("jackdaw", "--outp")).containsExactly("--output-format");
    assertThat(complete("jackdaw", "--output-format", ""))
        .containsExactly("text", "json", "stream-json");
    assertThat(complete("jackdaw", "sessions", "")).contains("list", "export", "delete");
    assertThat(complete("jackdaw", "sessions", "export", "--f")).containsExactly("--format");
    assertThat(complete("jackdaw", "completion", "z")).containsExactly("zsh");
    assertThat(complete("jackdaw", "doctor", "--mod")).isEmpty();
  }

  private List<String> complete(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    var quoted = new StringBuilder();
    for (var word : words) quoted.append('\'').append(word).append("' ");
    var script =
        Completion.script("bash")
            + "COMP_WORDS=("
            + quoted
            + ")\nCOMP_CWORD="
            + (words.length - 1)
            + "\n_jackdaw\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    var output = run("/bin/bash", "--norc", script);
    return output.lines().filter(line -> !line.isEmpty()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void writesScriptsTheShellCanRead(String shell) throws Exception {
    var script = Completion.script(shell);
    assertThat(script).contains("--model".substring(2), "sessions", "--effort".substring(2));
    var program =
        List.of("/bin/" + shell, "/usr/bin/" + shell).stream()
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    assumeTrue(program.isPresent());
    assertThat(run(program.get(), "-n", script)).isEmpty();
  }

  @Test
  void knowsNoOtherShell() {
    assertThatThrownBy(() -> Completion.script("tcsh"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String run(String program, String flag, String script)
      throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("script"), script);
    var process =
        new ProcessBuilder(program, flag, file.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
