package dev.jackdaw.cli;

import dev.jackdaw.acp.AcpActions.McpServer;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** MCP servers that an editor names, in the form of {@code .mcp.json}. */
final class EditorServers {
  private EditorServers() {}

  static Json.Obj config(List<McpServer> servers) {
    var entries = Json.object();
    for (var server : servers) entries.put(server.name(), entry(server));
    return Json.object().put("mcpServers", entries.build()).build();
  }

  private static Json.Obj entry(McpServer server) {
    return switch (server) {
      case McpServer.Stdio(_, var command, var words, var variables) ->
          Json.object()
              .put("command", command)
              .put("args", Json.strings(words))
              .put("env", map(variables))
              .build();
      case McpServer.Remote(_, var transport, var address, var headers) ->
          Json.object()
              .put("type", transport.name().toLowerCase(Locale.ROOT))
              .put("url", address)
              .put("headers", map(headers))
              .build();
    };
  }

  private static Json.Obj map(Map<String, String> pairs) {
    var map = Json.object();
    pairs.forEach(map::put);
    return map.build();
  }
}
