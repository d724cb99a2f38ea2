package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of the templates for build servers, run as a runner does: the text of {@code run} in a
 * file, by the shell it names, with inputs as variables and files for outputs and the path.
 */
@Timeout(120)
class CiScriptsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath();
  private static final String HOSTILE = "$(touch stolen) `touch stolen`; touch stolen \"'\n--trust";

  @TempDir Path temp;
  private Path project;
  private Path bin;

  @BeforeEach
  void setUp() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    project = Files.createDirectory(temp.resolve("project"));
    bin = Files.createDirectory(temp.resolve("bin"));
  }

  private void jackdaw(String script) throws IOException {
    var file = Files.writeString(bin.resolve("jackdaw"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Writes down each word and ends with a status. */
  private void pretend(int status) throws IOException {
    jackdaw(
        "#!/bin/sh\nfor word; do printf '[%s]\\n' \"$word\"; done > "
            + temp.resolve("words")
            + "\necho 'the answer'\nexit "
            + status
            + "\n");
  }

  /** The program, with a model whose price is known. */
  private void reallyRun(AnthropicServer server) throws IOException {
    var home = temp.resolve("home");
    Files.createDirectories(home.resolve("config"));
    var facts =
        Files.writeString(
            temp.resolve("facts.json"),
            "{\"models\": [{\"provider\": \"anthropic\", \"names\": [\""
                + AnthropicServer.MODEL
                + "\"], \"prices\": {\"input\": 1, \"output\": 1}}]}");
    Files.writeString(home.resolve("config/settings.json"), "{\"modelFacts\": \"" + facts + "\"}");
    var line = new StringBuilder("#!/bin/sh\n");
    line.append("export JACKDAW_HOME='").append(home).append("'\n");
    line.append("export ANTHROPIC_BASE_URL='").append(server.uri()).append("'\n");
    line.append("export ANTHROPIC_API_KEY='").append(AnthropicServer.KEY).append("'\nexec");
    for (var word : new Program(home, project).builder().command()) {
      line.append(" '").append(word).append('\'');
    }
    jackdaw(line + " \"$@\"\n");
  }

  /** Returns the part of a step behind a key, as it is indented. */
  private static List<String> block(String step, String key) throws IOException {
    var lines = Files.readAllLines(ROOT.resolve("action.yml"));
    var at = 0;
    while (!lines.get(at).strip().equals("- name: " + step)) at++;
    while (!lines.get(at).strip().equals(key)) at++;
    var indent = lines.get(at).indexOf(key);
    var block = new ArrayList<String>();
    for (var i = at + 1; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.isBlank() && line.length() - line.stripLeading().length() <= indent) break;
      block.add(line.isBlank() ? "" : line.substring(indent + 2));
    }
    return block;
  }

  private static String input(String name) throws IOException {
    var found =
        Pattern.compile("(?m)^  " + name + ":\\n(?:    .*\\n)*?    default: \"([^\"]*)\"")
            .matcher(Files.readString(ROOT.resolve("action.yml")));
    return found.find() ? found.group(1) : "";
  }

  private int step(String name, Map<String, String> inputs)
      throws IOException, InterruptedException {
    var script = Files.write(temp.resolve("step.sh"), block(name, "run: |"));
    var variables = new HashMap<String, String>();
    for (var line : block(name, "env:")) {
      var parts = line.strip().split(": ", 2);
      var input = parts[1].replace("${{ inputs.", "").replace(" }}", "");
      variables.put(parts[0], inputs.containsKey(input) ? inputs.get(input) : input(input));
    }
    return run(
        List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString()),
        variables);
  }

  private int run(List<String> line, Map<String, String> variables)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(line)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("JACKDAW") || key.endsWith("_API_KEY"));
    environment.putAll(variables);
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("HOME", temp.resolve("home").toString());
    environment.put("JACKDAW_NO_LOCAL_MODELS", "1");
    environment.put("RUNNER_TEMP", Files.createDirectories(temp.resolve("runner")).toString());
    environment.put("GITHUB_OUTPUT", temp.resolve("output").toString());
    environment.put("GITHUB_PATH", temp.resolve("path").toString());
    return builder.start().waitFor();
  }

  private String words() throws IOException {
    return Files.readString(temp.resolve("words"));
  }

  @Test
  void theActionPassesEveryInputAsOneWord() throws Exception {
    pretend(0);
    var inputs =
        Map.of(
            "prompt",
            HOSTILE,
            "model",
            "a/b; touch stolen",
            "allowed-tools",
            "Bash(npm test)",
            "trust",
            "true");
    assertThat(step("Run Jackdaw", inputs)).isZero();
    assertThat(words())
        .isEqualTo(
            """
            [--print]
            [--model]
            [a/b; touch stolen]
            [--max-cost]
            [1.00]
            [--max-time]
            [15m]
            [--permission-mode]
            [dontAsk]
            [--require-sandbox=any]
            [--output-format]
            [text]
            [--allowedTools]
            [Bash(npm test)]
            [--trust]
            [--]
            [%s]
            """
                .formatted(HOSTILE));
    assertThat(project.resolve("stolen")).doesNotExist();
    assertThat(Files.readString(temp.resolve("output")))
        .matches(
            Pattern.compile(
                "exit-code=0\nresult<<(jackdaw-[0-9a-f]{32})\nthe answer\n\n\\1\n",
                Pattern.DOTALL));
  }

  @Test
  void theActionEndsWithTheStatusAndStillSaysWhatCameOfIt() throws Exception {
    pretend(4);
    assertThat(step("Run Jackdaw", Map.of("prompt", "go", "model", "a/b"))).isEqualTo(4);
    assertThat(Files.readString(temp.resolve("output"))).startsWith("exit-code=4\n");
    assertThat(Files.readString(temp.resolve("log"))).isEqualTo("the answer\n");
    assertThat(words()).doesNotContain("--trust", "--allowedTools");
  }

  @Test
  void theActionRunsTheProgramItself() throws Exception {
    try (var server = AnthropicServer.open()) {
      server.then(Prepared.text("Looks good."));
      reallyRun(server);
      var inputs = Map.of("prompt", "look", "model", "anthropic/" + AnthropicServer.MODEL);
      var code = step("Run Jackdaw", inputs);
      assumeTrue(code != 6, "no sandbox on this machine");
      assertThat(code).as(Files.readString(temp.resolve("log"))).isZero();
    }
    assertThat(Files.readString(temp.resolve("output"))).contains("Looks good.\n");
  }

  @Test
  void gitlabsJobIsOneCommand() throws Exception {
    pretend(0);
    var script = new StringBuilder();
    var variables = new HashMap<String, String>();
    var inside = false;
    for (var line : Files.readAllLines(ROOT.resolve("ci/gitlab.yml"))) {
      if (line.strip().equals("- >-")) inside = true;
      else if (line.startsWith("  after_script:")) inside = false;
      else if (inside) script.append(line.strip()).append(' ');
      else if (line.startsWith("    JACKDAW_")) {
        var parts = line.strip().split(": ", 2);
        variables.put(parts[0], parts[1].replace("\"", ""));
      }
    }
    variables.put("JACKDAW_PROMPT", HOSTILE);
    variables.put("JACKDAW_MODEL", "a/b");
    assertThat(run(List.of("bash", "-e", "-o", "pipefail", "-c", script.toString()), variables))
        .isZero();
    assertThat(words()).startsWith("[--print]\n[--model]\n[a/b]\n").endsWith("[" + HOSTILE + "]\n");
    assertThat(project.resolve("stolen")).doesNotExist();
    assertThat(Files.readString(project.resolve("jackdaw.md"))).isEqualTo("the answer\n");
  }
}
