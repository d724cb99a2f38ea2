package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.acp.AcpActions.McpServer;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditorServersTest {
  @Test
  void haveTheFormOfTheirFile() {
    var servers =
        List.<McpServer>of(
            new McpServer.Stdio("files", "/bin/files", List.of("--root", "/"), Map.of("A", "b")),
            new McpServer.Remote(
                "web", McpServer.Transport.HTTP, "https://x.example/mcp", Map.of("H", "v")));
    assertThat(EditorServers.config(servers))
        .isEqualTo(
            Json.parse(
                """
                {"mcpServers": {
                  "files": {"command": "/bin/files", "args": ["--root", "/"], "env": {"A": "b"}},
                  "web": {"type": "http", "url": "https://x.example/mcp", "headers": {"H": "v"}}}}
                """));
  }
}
