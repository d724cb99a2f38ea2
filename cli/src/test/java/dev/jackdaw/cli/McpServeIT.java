package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official MCP SDK as a client uses the tools and gives a whole task, on streams and HTTP. */
@Timeout(120)
class McpServeIT {
  private static final Path CLIENT = Path.of("../testkit/src/test/js").toAbsolutePath().normalize();
  private static final String SLEEP = "41.2718";

  @TempDir Path temp;

  private Json.Obj drive(Path project) throws IOException, InterruptedException {
    assumeTrue(hasNode(), "node is not installed: the official SDK is not tried");
    assumeTrue(
        Files.isDirectory(CLIENT.resolve("node_modules/@modelcontextprotocol/sdk")),
        "the official SDK is not installed: run `npm ci` in testkit/src/test/js to try it");
    var script = temp.resolve("script.json");
    Files.writeString(
        script,
        """
        {"turns": [{"calls": [{"tool": "read", "input": {"path": "Greeting.txt"}}]}], "final": "Read."}
        """);
    var server =
        new Program(temp.resolve("home"), project)
            .builder("mcp", "serve", "--model", "scripted/" + script);
    var builder = new ProcessBuilder("node", CLIENT.resolve("mcp-client.mjs").toString());
    builder.directory(project.toFile());
    builder.environment().putAll(server.environment());
    builder.environment().put("AGENT", Json.strings(server.command()).compact());
    builder.environment().put("SLEEP", SLEEP);
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s", Files.readString(err)).isZero();
    return Json.parseObject(Files.readString(out));
  }

  private static boolean hasNode() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }

  @Test
  void theOfficialSdkUsesToolsAndGivesTasks() throws IOException, InterruptedException {
    var project = Files.createDirectory(temp.resolve("a project"));
    Files.writeString(project.resolve("Greeting.txt"), "Hello\n");

    var facts = drive(project);

    Golden.check("mcp-serve.json", facts.pretty() + "\n");
    assertThat(project.resolve("made")).exists();
    assertThat(project.resolve("unmade")).doesNotExist();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(SLEEP)))
        .isEmpty();
  }
}
