package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MCP servers in whole runs of the program. The server is a shell script. */
@Timeout(120)
class McpIT {
  private static final String SERVER =
      """
      echo $$ > "$1/pid"
      while read -r line; do
        id=$(printf '%s' "$line" | sed -n 's/.*"id":\\([0-9]*\\).*/\\1/p')
        case $line in
          *'"method":"initialize"'*)
            result='{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"sh","version":"1"}}' ;;
          *'"method":"tools/list"'*)
            result='{"tools":[{"name":"greet","description":"Greets.","inputSchema":{"type":"object"}},{"name":"wait","inputSchema":{"type":"object"}}]}' ;;
          *'"name":"wait"'*) exec sleep 600 ;;
          *'"method":"tools/call"'*) result='{"content":[{"type":"text","text":"Hello from the server"}]}' ;;
          *) result='{}' ;;
        esac
        [ -n "$id" ] && printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$result"
      done
      """;

  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void setUp() throws IOException {
    assumeTrue(new File("/bin/sh").canExecute() && new File("/proc").isDirectory(), "not Linux");
    project = Files.createDirectory(temp.resolve("project"));
    Files.writeString(project.resolve("server.sh"), SERVER);
    program = new Program(temp.resolve("home"), project);
  }

  private String script(String turns) throws IOException {
    return "scripted/" + Files.writeString(temp.resolve("script.json"), turns);
  }

  private String greeting() throws IOException {
    return script(
        """
        {"turns": [
          {"calls": [{"tool": "tool_search", "input": {"query": "greet"}}]},
          {"calls": [{"tool": "call_tool", "input": {"name": "mcp__sh__greet", "input": {}}}]},
          {"text": "done"}]}
        """);
  }

  private void addServer() {
    var added = program.run("mcp", "add", "sh", "--", "/bin/sh", "server.sh", project.toString());
    assertThat(added.code()).as(added.err()).isZero();
  }

  @Test
  void aServerThatWasAddedIsListedTriedUsedAndRemoved() throws IOException {
    addServer();
    assertThat(program.run("mcp", "list").out()).startsWith("sh  /bin/sh server.sh ");
    assertThat(program.run("mcp", "test", "sh").out())
        .startsWith("sh: sh 1, protocol 2025-11-25\n2 tools\n  greet: Greets.\n");
    var run =
        program.run("-p", "--verbose", "--allowedTools", "mcp__sh", "--model", greeting(), "go");
    assertThat(run.out()).isEqualTo("done\n");
    assertThat(run.err()).contains("mcp__sh__greet {} -> ok Hello from the server");
    assertThat(program.run("-p", "--model", greeting(), "/mcp").out())
        .startsWith("sh  not started  2 tools, as approved before\n");
    assertThat(program.run("mcp", "remove", "sh").code()).isZero();
    assertThat(program.run("mcp", "list").out()).startsWith("No MCP server is configured.");
  }

  @Test
  void aToolIsNotCalledUnasked() throws IOException {
    addServer();
    var run = program.run("-p", "--verbose", "--model", greeting(), "go");
    assertThat(run.out() + run.err())
        .contains("What the tool of an MCP server does is not known.")
        .doesNotContain("Hello from the server");
  }

  @Test
  void serversOfAProjectWaitForTrustAndRunConfined() throws IOException {
    Files.writeString(
        project.resolve(".mcp.json"),
        "{\"mcpServers\":{\"sh\":{\"command\":\"/bin/sh\",\"args\":[\"server.sh\",\".\"]}}}");
    var words =
        new String[] {"-p", "--verbose", "--allowedTools", "mcp__sh", "--model", greeting()};
    var untrusted = program.run(with(words, "go"));
    assertThat(untrusted.err())
        .contains("this folder is not trusted", ".mcp.json, server sh")
        .doesNotContain("Hello from the server");
    assertThat(project.resolve("pid")).doesNotExist();
    var trusted = program.run(with(words, "--trust", "go"));
    assertThat(trusted.err()).contains("Hello from the server");
  }

  private static String[] with(String[] words, String... more) {
    var all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void strictConfigurationLeavesAllOthersOut() throws IOException {
    addServer();
    var run = program.run("-p", "--verbose", "--strict-mcp-config", "--model", greeting(), "go");
    assertThat(run.err()).contains("There is no tool \"tool_search\"");
    assertThat(project.resolve("pid")).doesNotExist();
  }

  @Test
  void noServerOutlivesAProgramThatIsKilled() throws Exception {
    addServer();
    var model =
        script(
            """
            {"turns": [
              {"calls": [{"tool": "tool_search", "input": {"query": "wait"}}]},
              {"calls": [{"tool": "call_tool", "input": {"name": "mcp__sh__wait", "input": {}}}]},
              {"text": "done"}]}
            """);
    var process =
        program.start(
            temp.resolve("err"),
            "-p",
            "--output-format",
            "stream-json",
            "--verbose",
            "--allowedTools",
            "mcp__sh",
            "--model",
            model,
            "go");
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains("mcp__sh__wait") && line.contains("\"assistant\"")) break;
      }
      var pid = Long.parseLong(Files.readString(project.resolve("pid")).strip());
      var server = ProcessHandle.of(pid).orElseThrow();
      process.destroyForcibly();
      server.onExit().get(20, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
