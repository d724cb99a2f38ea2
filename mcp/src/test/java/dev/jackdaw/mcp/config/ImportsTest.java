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
    assertThat(read.notes()).containsExactly("figma.x: the key \"required\" was not taken over.");
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
  void geminiWithPlainVariablesAndServersThatAreOff() throws ConfigException {
    var read =
        read(
            """
            {"mcp": {"excluded": ["slow"]},
             "mcpServers": {"gh": {"command": "gh-mcp", "env": {"T": "$GITHUB_TOKEN"}, "cwd": "./s",
                "includeTools": ["a"]},
              "slow": {"command": "x"}}}
            """);
    assertThat(read.format()).isEqualTo(Format.GEMINI);
    assertThat(read.servers())
        .containsExactly(
            server(
                "gh",
                "{\"command\":\"gh-mcp\",\"env\":{\"T\":\"${GITHUB_TOKEN}\"},\"cwd\":\"./s\","
                    + "\"includeTools\":[\"a\"]}"),
            server("slow", "{\"command\":\"x\",\"disabled\":true}"));
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void windsurf() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {"remote": {"serverUrl": "https://x.example/mcp",
               "headers": {"API_KEY": "Bearer ${env:AUTH_TOKEN}"}, "disabledTools": ["rm"]}}}
            """);
    assertThat(read.format()).isEqualTo(Format.WINDSURF);
    assertThat(read.servers().getFirst().entry().string("serverUrl"))
        .contains("https://x.example/mcp");
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void opencode() throws ConfigException {
    var read =
        read(
            """
            {
              "$schema": "https://opencode.ai/config.json",
              "mcp": {
                "everything": {"type": "local", "enabled": true, "timeout": 9000,
                  "command": ["npx", "-y", "@modelcontextprotocol/server-everything"],
                  "environment": {"KEY": "{env:MY_KEY}"}},
                "sentry": {"type": "remote", "url": "https://mcp.sentry.dev/mcp", "oauth": {}},
              }
            }
            """);
    assertThat(read.format()).isEqualTo(Format.OPENCODE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "everything",
                "{\"enabled\":true,\"command\":\"npx\",\"args\":[\"-y\","
                    + "\"@modelcontextprotocol/server-everything\"],\"env\":{\"KEY\":\"${MY_KEY}\"},"
                    + "\"startupTimeout\":9000}"),
            server("sentry", "{\"url\":\"https://mcp.sentry.dev/mcp\"}"));
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void zedInBothOfItsForms() throws ConfigException {
    var read =
        read(
            """
            // Zed settings
            {"theme": "One",
             "context_servers": {
               "new": {"command": "some-command", "args": ["arg-1"], "env": {}},
               "old": {"source": "custom", "command": {"path": "p", "args": ["a"], "env": {"X": "1"}}},
               "ext": {"source": "extension", "settings": {"k": 1}}}}
            """);
    assertThat(read.format()).isEqualTo(Format.ZED);
    assertThat(read.servers().subList(0, 2))
        .containsExactly(
            server("new", "{\"command\":\"some-command\",\"args\":[\"arg-1\"],\"env\":{}}"),
            server("old", "{\"args\":[\"a\"],\"env\":{\"X\":\"1\"},\"command\":\"p\"}"));
    assertThat(read.notes())
        .containsExactly(
            "ext: the key \"source\" was not taken over.",
            "ext: the key \"settings\" was not taken over.",
            "ext was left out: it has neither a command nor an address.");
  }

  @Test
  void continueYaml() throws ConfigException {
    var read =
        read(
            """
            name: My Config   # comment
            version: 0.0.1
            models:
              - name: m
                provider: anthropic
            mcpServers:
              - name: SQLite
                type: stdio
                command: npx
                args:
                  - -y
                  - "mcp-sqlite"
                  - /path/to/db
                env:
                  KEY: ${{ secrets.DB_KEY }}
                connectionTimeout: 5000
              - name: Remote
                type: streamable-http
                url: https://x.example/mcp
                requestOptions:
                  headers: {"X-A": "b"}
                  verifySsl: false
            """);
    assertThat(read.format()).isEqualTo(Format.CONTINUE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "SQLite",
                "{\"type\":\"stdio\",\"command\":\"npx\",\"args\":[\"-y\",\"mcp-sqlite\","
                    + "\"/path/to/db\"],\"env\":{\"KEY\":\"${DB_KEY}\"},\"startupTimeout\":5000}"),
            server(
                "Remote",
                "{\"type\":\"streamable-http\",\"url\":\"https://x.example/mcp\","
                    + "\"headers\":{\"X-A\":\"b\"}}"));
    assertThat(read.notes())
        .containsExactly("Remote: the key \"requestOptions.verifySsl\" was not taken over.");
  }

  @Test
  void cursorWithAClientAndItsWordsForFolders() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {
              "oauth": {"url": "https://api.example.com/mcp",
                "auth": {"CLIENT_ID": "${env:ID}", "CLIENT_SECRET": "${env:S}", "scopes": ["read"]}},
              "files": {"type": "stdio", "command": "node",
                "args": ["${workspaceFolder}/s.js", "${userHome}/x"], "envFile": ".env"}}}
            """);
    assertThat(read.format()).isEqualTo(Format.CURSOR);
    assertThat(read.servers())
        .containsExactly(
            server(
                "oauth",
                "{\"url\":\"https://api.example.com/mcp\",\"oauth\":{\"clientId\":\"${env:ID}\","
                    + "\"clientSecret\":\"${env:S}\",\"scopes\":[\"read\"]}}"),
            server(
                "files",
                "{\"type\":\"stdio\",\"command\":\"node\",\"args\":[\"./s.js\",\"${HOME}/x\"]}"));
    assertThat(read.notes()).singleElement().asString().contains("\"envFile\" was not taken over");
  }

  @Test
  void whatWasOffOrApprovedInAFolderOfClaudeCode() throws ConfigException {
    var read =
        read(
            """
            {"projects": {"/code": {"mcpServers": {"db": {"command": "d"}},
              "disabledMcpServers": ["db", "other"], "enabledMcpjsonServers": ["x"]}}}
            """);
    assertThat(read.servers())
        .containsExactly(
            new Server(
                "db",
                Json.parseObject("{\"command\":\"d\",\"disabled\":true}"),
                Optional.of("/code")));
    assertThat(read.notes())
        .anySatisfy(note -> assertThat(note).startsWith("other is off in /code there"))
        .anySatisfy(note -> assertThat(note).contains("once the folder is trusted"))
        .hasSize(2);
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
