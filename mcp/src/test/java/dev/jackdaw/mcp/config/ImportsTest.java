package dev.jackdaw.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.Imports.Format;
import dev.jackdaw.mcp.config.Imports.Server;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files in the forms that the makers of other agents document. */
class ImportsTest {
  private static Imports.Read read(String text) throws ConfigException {
    return Imports.read(text, Optional.empty());
  }

  private static Server server(String name, String entry) {
    return new Server(name, Json.parseObject(entry), Optional.empty());
  }

  @Test
  void claudeDesktop() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {"filesystem": {"command": "npx",
              "args": ["-y", "@modelcontextprotocol/server-filesystem", "/Users/me/Desktop"]}}}
            """);
    assertThat(read.format()).isEqualTo(Format.CLAUDE_DESKTOP);
    assertThat(read.servers())
        .containsExactly(
            server(
                "filesystem",
                "{\"command\":\"npx\",\"args\":[\"-y\",\"@modelcontextprotocol/server-filesystem\",\"/Users/me/Desktop\"]}"));
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void claudeCodeWithServersOfOneProject() throws ConfigException {
    var read =
        read(
            """
            {"numStartups": 3,
             "mcpServers": {"github": {"type": "http", "url": "https://api.githubcopilot.com/mcp/"}},
             "projects": {"/code/shop": {"mcpServers": {"db": {"type": "stdio", "command": "db-server",
               "args": [], "env": {"DSN": "${DB_DSN:-sqlite}"}}}}}}
            """);
    assertThat(read.format()).isEqualTo(Format.CLAUDE_CODE);
    assertThat(read.servers().get(1).project()).contains("/code/shop");
    assertThat(read.servers()).hasSize(2);
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void vsCodeWithInputsAndComments() throws ConfigException {
    var read =
        read(
            """
            {
              // asked for once
              "inputs": [{"type": "promptString", "id": "perplexity-key", "password": true}],
              "servers": {
                "Perplexity": {"type": "stdio", "command": "npx", "args": ["-y", "x"],
                  "env": {"KEY": "${input:perplexity-key}"}, "envFile": "${workspaceFolder}/.env"},
                "fetch": {"type": "http", "url": "https://example.com/mcp",},
              }
            }
            """);
    assertThat(read.format()).isEqualTo(Format.VSCODE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "Perplexity",
                "{\"type\":\"stdio\",\"command\":\"npx\",\"args\":[\"-y\",\"x\"],\"env\":{\"KEY\":\"${PERPLEXITY_KEY}\"}}"),
            server("fetch", "{\"type\":\"http\",\"url\":\"https://example.com/mcp\"}"));
    assertThat(read.notes())
        .hasSize(2)
        .anySatisfy(note -> assertThat(note).contains("PERPLEXITY_KEY, which must be set"))
        .anySatisfy(note -> assertThat(note).contains("\"envFile\" was not taken over"));
  }

  @Test
  void cursorWithVariablesOfItsOwnSpelling() throws Exception {
    var read =
        read(
            "{\"mcpServers\":{\"s\":{\"url\":\"https://x.org/mcp\",\"headers\":{\"Authorization\":\"Bearer"
                + " ${env:TOKEN}\"}}}}");
    var entry = read.servers().getFirst().entry();
    var reach =
        new ConfigReader(Map.of("TOKEN", "t"))
            .read("s", entry, ServerConfig.Scope.USER, "x")
            .reach();
    assertThat(((Reach.Http) reach).headers()).containsEntry("Authorization", "Bearer t");
  }

  @Test
  void codexToml() throws ConfigException {
    var read =
        read(
            """
            model = "gpt-5"   # not ours
            [mcp_servers.context7]
            command = "npx"
            args = ["-y", '@upstash/context7-mcp']
            startup_timeout_sec = 20
            tool_timeout_sec = 45.5
            enabled_tools = ["a",
              "b"]
            env_vars = ["HOME_URL"]

            [mcp_servers.context7.env]
            MY_ENV_VAR = "v\\u00e4"

            [mcp_servers."figma.x"]
            url = "https://mcp.figma.com/mcp"
            bearer_token_env_var = "FIGMA_TOKEN"
            http_headers = { "X-Region" = "us-east-1" }
            required = true
            """);
    assertThat(read.format()).isEqualTo(Format.CODEX);
    assertThat(read.servers())
        .containsExactly(
            server(
                "context7",
                "{\"command\":\"npx\",\"args\":[\"-y\",\"@upstash/context7-mcp\"],\"startupTimeout\":20000,"
                    + "\"timeout\":45500,\"enabledTools\":[\"a\",\"b\"],\"env\":{\"MY_ENV_VAR\":\"vä\","
                    + "\"HOME_URL\":\"${HOME_URL:-}\"}}"),
            server(
                "figma.x",
                "{\"url\":\"https://mcp.figma.com/mcp\",\"headers\":{\"X-Region\":\"us-east-1\","
                    + "\"Authorization\":\"Bearer ${FIGMA_TOKEN}\"}}"));
    assertThat(read.notes()).containsExactly("figma.x: \"required\" was not taken over.");
  }

  @Test
  void geminiWithTrustNotTakenOver() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {"py": {"httpUrl": "http://localhost:8080/mcp", "timeout": 5000, "trust": true,
              "includeTools": ["safe"]}, "old": {"url": "http://localhost:8081/sse"}}}
            """);
    assertThat(read.format()).isEqualTo(Format.GEMINI);
    assertThat(read.servers())
        .containsExactly(
            server(
                "py",
                "{\"httpUrl\":\"http://localhost:8080/mcp\",\"timeout\":5000,\"includeTools\":[\"safe\"]}"),
            server("old", "{\"url\":\"http://localhost:8081/sse\",\"type\":\"sse\"}"));
    assertThat(read.notes())
        .singleElement()
        .asString()
        .contains("py: \"trust\" was not taken over");
  }

  @Test
  void namesThatCannotBeAreChangedAndSaid() throws ConfigException {
    var read = read("{\"mcpServers\":{\"My Server!\":{\"command\":\"x\"}}}");
    assertThat(read.servers().getFirst().name()).isEqualTo("My-Server");
    assertThat(read.notes()).containsExactly("\"My Server!\" is called My-Server here.");
  }

  @Test
  void refusesWhatIsNoFileOfAnAgent() {
    assertThatThrownBy(() -> read("hello")).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> Imports.read("[mcp_servers.x", Optional.of(Format.CODEX)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 1");
  }
}
