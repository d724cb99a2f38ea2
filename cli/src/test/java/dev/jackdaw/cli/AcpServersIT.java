package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MCP servers that an editor brings, through the official SDK of the protocol. */
@Timeout(120)
class AcpServersIT {
  private static final Path CLIENT = Path.of("../testkit/src/test/js").toAbsolutePath().normalize();
  private static final String SERVER =
      """
      while read -r line; do
        id=$(printf '%s' "$line" | sed -n 's/.*"id":\\([0-9]*\\).*/\\1/p')
        case $line in
          *'"method":"initialize"'*)
            result='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}' ;;
          *'"method":"tools/list"'*)
            result='{"tools":[{"name":"greet","description":"Greets.","inputSchema":{"type":"object"}}]}' ;;
          *'"method":"tools/call"'*)
            result="{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"$GREETING\\"}]}" ;;
          *) result='{}' ;;
        esac
        [ -n "$id" ] && printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$result"
      done
      """;

  @TempDir Path temp;

  private static boolean hasNode() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }

  @Test
  void areUsedWithTheVariablesTheyWereGiven() throws Exception {
    assumeTrue(hasNode(), "node is not installed: the official SDK is not tried");
    assumeTrue(
        Files.isDirectory(CLIENT.resolve("node_modules/@agentclientprotocol/sdk")),
        "the official SDK is not installed: run `npm ci` in testkit/src/test/js to try it");
    var project = Files.createDirectory(temp.toRealPath().resolve("project"));
    var server = Files.writeString(temp.resolve("server.sh"), SERVER);
    var script =
        Files.writeString(
            temp.resolve("script.json"),
            """
            {"turns": [
              {"calls": [{"tool": "tool_search", "input": {"query": "greet"}}]},
              {"calls": [{"tool": "call_tool", "input": {"name": "mcp__sh__greet", "input": {}}}]},
              {"text": "done"}]}
            """);
    var agent =
        new Program(temp.resolve("home"), project).builder("acp", "--model", "scripted/" + script);
    var builder = new ProcessBuilder("node", CLIENT.resolve("acp-servers.mjs").toString());
    builder.directory(project.toFile());
    builder.environment().putAll(agent.environment());
    builder.environment().put("AGENT", Json.strings(agent.command()).compact());
    builder.environment().put("PROJECT", project.toString());
    builder.environment().put("SERVER", server.toString());
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s", Files.readString(err)).isZero();
    var heard = Json.parseObject(Files.readString(out));
    assertThat(heard.string("stopReason")).contains("end_turn");
    assertThat(heard.array("asked")).hasSize(1);
    assertThat(Json.array(heard.array("updates")).compact())
        .contains("Hello from the editor's server");
  }
}
