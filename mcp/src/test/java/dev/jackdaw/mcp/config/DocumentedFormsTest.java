package dev.jackdaw.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.Imports.Format;
import dev.jackdaw.mcp.config.Imports.Server;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of other agents' own documentation, and what of them has no word here. */
class DocumentedFormsTest {
  private static Imports.Read read(String text) throws ConfigException {
    return Imports.read(text, Optional.empty());
  }

  private static Server server(String name, String entry) {
    return new Server(name, Json.parseObject(entry), Optional.empty());
  }

  /** docs/mcp-servers of its second version. */
  @Test
  void opencodeSinceItsSecondVersion() throws ConfigException {
    var read =
        read(
            """
            {"$schema": "https://opencode.ai/config.json",
             "mcp": {"servers": {
               "my-server": {"type": "local", "command": ["npx", "-y", "example-mcp-server"],
                 "disabled": true},
               "context7": {"type": "remote", "url": "https://mcp.context7.com/mcp",
                 "headers": {"CONTEXT7_API_KEY": "{env:CONTEXT7_API_KEY}"}, "oauth": false,},
             }}}
            """);
    assertThat(read.format()).isEqualTo(Format.OPENCODE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "my-server",
                "{\"disabled\":true,\"command\":\"npx\",\"args\":[\"-y\",\"example-mcp-server\"]}"),
            server(
                "context7",
                "{\"url\":\"https://mcp.context7.com/mcp\",\"headers\":{\"CONTEXT7_API_KEY\":"
                    + "\"${CONTEXT7_API_KEY}\"}}"));
    assertThat(read.notes()).isEmpty();
  }

  /** .agents/mcp.json has the servers without anything around them. */
  @Test
  void opencodeOfAProject() throws ConfigException {
    var read =
        read(
            """
            {"jira": {"type": "remote", "url": "https://jira.example.com/mcp", "enabled": true}}
            """);
    assertThat(read.format()).isEqualTo(Format.OPENCODE);
    assertThat(read.servers())
        .containsExactly(
            server("jira", "{\"url\":\"https://jira.example.com/mcp\",\"enabled\":true}"));
  }

  /** MCP configuration reference: sandbox, sockets, a registered client. */
  @Test
  void vsCodeWithASandboxAndASocket() throws ConfigException {
    var read =
        read(
            """
            {"servers": {
              "myServer": {"type": "stdio", "command": "npx", "args": ["-y", "@example/mcp-server"],
                "sandboxEnabled": true,
                "sandbox": {"filesystem": {"allowWrite": ["${workspaceFolder}"]},
                  "network": {"allowedDomains": ["api.example.com"]}}},
              "socket": {"type": "http", "url": "unix:///tmp/server.sock#/mcp/subpath"},
              "slack": {"type": "http", "url": "https://mcp.slack.com/mcp",
                "oauth": {"clientId": "example-client-id"}}}}
            """);
    assertThat(read.format()).isEqualTo(Format.VSCODE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "myServer",
                "{\"type\":\"stdio\",\"command\":\"npx\",\"args\":[\"-y\",\"@example/mcp-server\"],"
                    + "\"sandbox\":true}"),
            server(
                "slack",
                "{\"type\":\"http\",\"url\":\"https://mcp.slack.com/mcp\","
                    + "\"oauth\":{\"clientId\":\"example-client-id\"}}"));
    assertThat(read.notes())
        .containsExactly(
            "myServer: the rules of its sandbox were not taken over: those of the session hold.",
            "socket was left out: sockets and pipes are not reached.");
  }

  /** Using MCP in Roo Code: all three transports. */
  @Test
  void rooCode() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {
              "github": {"command": "docker",
                "args": ["run", "-e", "TOKEN=${env:GITHUB_TOKEN}", "ghcr.io/github/github-mcp-server"],
                "cwd": "/path/to/project/root", "alwaysAllow": ["get_pull_request"], "timeout": 300},
              "modern": {"type": "streamable-http", "url": "https://your-modern-server.com/api",
                "headers": {"X-API-Key": "your-secure-api-key"}, "disabled": false},
              "legacy": {"type": "sse", "url": "https://your-legacy-server-url.com/mcp-base",
                "watchPaths": ["/a"], "disabledTools": ["x"], "disabled": true}}}
            """);
    assertThat(read.format()).isEqualTo(Format.ROO);
    assertThat(read.servers())
        .containsExactly(
            server(
                "github",
                "{\"command\":\"docker\",\"args\":[\"run\",\"-e\",\"TOKEN=${env:GITHUB_TOKEN}\","
                    + "\"ghcr.io/github/github-mcp-server\"],\"cwd\":\"/path/to/project/root\","
                    + "\"timeout\":300000}"),
            server(
                "modern",
                "{\"type\":\"streamable-http\",\"url\":\"https://your-modern-server.com/api\","
                    + "\"headers\":{\"X-API-Key\":\"your-secure-api-key\"},\"disabled\":false}"),
            server(
                "legacy",
                "{\"type\":\"sse\",\"url\":\"https://your-legacy-server-url.com/mcp-base\","
                    + "\"disabledTools\":[\"x\"],\"disabled\":true}"));
    assertThat(read.notes())
        .containsExactly(
            "github: \"alwaysAllow\" was not taken over: tools that need no question are allowed by"
                + " rules (permissions.allow).",
            "legacy: \"watchPaths\" was not taken over: servers are not watched.");
  }

  /** Cline's seconds; a number that can only be the milliseconds of others stays. */
  @Test
  void cline() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {
              "local-server": {"command": "node", "args": ["/path/to/server.js"],
                "env": {"API_KEY": "your_api_key"}, "disabled": false, "autoApprove": [], "timeout": 60},
              "other": {"type": "streamableHttp", "url": "https://x.example/mcp", "timeout": 60000}}}
            """);
    assertThat(read.format()).isEqualTo(Format.CLINE);
    assertThat(read.servers())
        .extracting(server -> server.entry().integer("timeout", 0))
        .containsExactly(60_000L, 60_000L);
    assertThat(read.notes()).singleElement().asString().contains("\"autoApprove\"");
  }

  /** Configuration Files: common extension shapes; and how goose itself writes them. */
  @Test
  void goose() throws ConfigException {
    var read =
        read(
            """
            active_provider: anthropic
            INSTRUCTIONS: |
              Any: text, with\ttabs
                and [odd things
            extensions:
              developer:
                type: builtin
                name: developer
                enabled: true
                bundled: true
                timeout: 300
              filesystem:
                type: stdio
                name: filesystem
                enabled: true
                cmd: npx
                args: ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"]
                env_keys: []
                envs: {}
                timeout: 300
              github:
                args:
                - -y
                - '@modelcontextprotocol/server-github'
                available_tools:
                - get_issue
                bundled: null
                cmd: npx
                description: >-
                  Works with issues: reads
                  and writes them
                enabled: false
                env_keys:
                - GITHUB_PERSONAL_ACCESS_TOKEN
                envs:
                  LEVEL: debug
                name: github
                type: stdio
              remote-tools:
                type: streamable_http
                name: remote-tools
                enabled: true
                uri: "https://example.com/mcp"
                headers: {}
                env_keys: []
                timeout: 300
            slash_commands:
              - command: "run-tests"
            """);
    assertThat(read.format()).isEqualTo(Format.GOOSE);
    assertThat(read.servers())
        .containsExactly(
            server(
                "filesystem",
                "{\"type\":\"stdio\",\"enabled\":true,\"command\":\"npx\",\"args\":[\"-y\","
                    + "\"@modelcontextprotocol/server-filesystem\",\"/tmp\"],\"timeout\":300000}"),
            server(
                "github",
                "{\"args\":[\"-y\",\"@modelcontextprotocol/server-github\"],"
                    + "\"enabledTools\":[\"get_issue\"],\"command\":\"npx\",\"enabled\":false,"
                    + "\"type\":\"stdio\",\"env\":{\"LEVEL\":\"debug\","
                    + "\"GITHUB_PERSONAL_ACCESS_TOKEN\":\"${GITHUB_PERSONAL_ACCESS_TOKEN}\"}}"),
            server(
                "remote-tools",
                "{\"type\":\"streamable-http\",\"enabled\":true,"
                    + "\"url\":\"https://example.com/mcp\",\"timeout\":300000}"));
    assertThat(read.notes())
        .containsExactly(
            "developer was left out: it is a part of goose.",
            "github: goose keeps GITHUB_PERSONAL_ACCESS_TOKEN; here it is a variable, which must be"
                + " set.");
  }

  /** The SDK's guide: the settings file. */
  @Test
  void amp() throws ConfigException {
    var read =
        read(
            """
            {"amp.mcpServers": {
               "playwright": {"command": "npx", "args": ["-y", "@playwright/mcp@latest", "--headless"],
                 "includeTools": ["navigate_*"]},
               "stripe": {"url": "https://mcp.stripe.com"}},
             "amp.tools.disable": ["mermaid"]}
            """);
    assertThat(read.format()).isEqualTo(Format.AMP);
    assertThat(read.servers()).extracting(Server::name).containsExactly("playwright", "stripe");
    assertThat(read.notes()).isEmpty();
  }

  /** A login with a client of one's own, scopes, and approvals by tool. */
  @Test
  void codexWithALoginAndApprovals() throws ConfigException {
    var read =
        read(
            """
            [mcp_servers.example]
            url = "https://mcp.example.com"
            scopes = ["read"]
            default_tools_approval_mode = "prompt"
            [mcp_servers.example.oauth]
            client_id = "my-client"
            callback_url = "http://127.0.0.1:8123/callback"
            [mcp_servers.example.tools.search]
            approval_mode = "approve"
            [mcp_servers.local]
            command = "x"
            env_vars = ["A", { name = "B", source = "remote" }]
            """);
    assertThat(read.servers())
        .containsExactly(
            server(
                "example",
                "{\"url\":\"https://mcp.example.com\",\"oauth\":{\"clientId\":\"my-client\","
                    + "\"callbackPort\":8123,\"scopes\":[\"read\"]}}"),
            server("local", "{\"command\":\"x\",\"env\":{\"A\":\"${A:-}\",\"B\":\"${B:-}\"}}"));
    assertThat(read.notes())
        .hasSize(2)
        .allSatisfy(note -> assertThat(note).contains("are allowed by rules"));
  }

  /** OAuth configuration properties that the server's own metadata say here. */
  @Test
  void geminiWithAddressesOfALogin() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {"g": {"httpUrl": "https://my-gcp-service.run.app/mcp",
              "authProviderType": "google_credentials",
              "oauth": {"enabled": true, "clientId": "c", "scopes": ["s"],
                "authorizationUrl": "https://a.example/authorize"}}}}
            """);
    assertThat(read.servers())
        .containsExactly(
            server(
                "g",
                "{\"httpUrl\":\"https://my-gcp-service.run.app/mcp\","
                    + "\"oauth\":{\"clientId\":\"c\",\"scopes\":[\"s\"]}}"));
    assertThat(read.notes())
        .containsExactly(
            "g: \"oauth.authorizationUrl\" was not taken over.",
            "g: \"authProviderType\" was not taken over: a login is made by jackdaw mcp login.");
  }

  /** Windsurf puts files into texts; a protocol nobody speaks here is no server here. */
  @Test
  void whatIsReadFromFilesAndSpokenOtherwiseIsNamed() throws ConfigException {
    var read =
        read(
            """
            {"mcpServers": {
              "w": {"serverUrl": "https://x.example/mcp", "headers": {"K": "${file:/path/to/key}"}},
              "c": {"command": "x", "type": "local", "tools": ["*"]},
              "d": {"command": "x", "tools": ["a"]},
              "s": {"type": "ws", "url": "wss://x.example"}}}
            """);
    assertThat(read.servers())
        .containsExactly(
            server(
                "w",
                "{\"serverUrl\":\"https://x.example/mcp\",\"headers\":{\"K\":\"${file:/path/to/key}\"}}"),
            server("c", "{\"command\":\"x\",\"type\":\"local\"}"),
            server("d", "{\"command\":\"x\",\"enabledTools\":[\"a\"]}"));
    assertThat(read.notes())
        .containsExactly(
            "w: ${file:/path/to/key} means nothing here.",
            "s was left out: \"ws\" is not spoken here.");
  }

  /** The rest of a configuration may be any YAML; lists go over lines. */
  @Test
  void continueBesideWhatIsNotRead() throws ConfigException {
    var read =
        read(
            """
            name: My Config
            rules:
              - |
                Say: hello
                  &not yaml
            anchors: &a {x: 1}
            mcpServers:
            - name: Supabase MCP
              command: npx
              args: [
                -y, "@supabase/mcp-server-supabase@latest",   # newest
                --access-token, "${{ secrets.SUPABASE_TOKEN }}"
              ]
            docs: *a
            """);
    assertThat(read.servers())
        .containsExactly(
            server(
                "Supabase-MCP",
                "{\"command\":\"npx\",\"args\":[\"-y\",\"@supabase/mcp-server-supabase@latest\","
                    + "\"--access-token\",\"${SUPABASE_TOKEN}\"]}"));
  }
}
