package dev.jackdaw.wire.stream;

import dev.jackdaw.api.Mode;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first line tells.
 *
 * @param directory the working directory
 * @param model as {@code provider/name}
 * @param version of Jackdaw
 */
public record Opening(
    String directory,
    List<String> tools,
    List<Server> servers,
    String model,
    Mode mode,
    List<String> commands,
    String version) {

  /** An MCP server and how it is, such as {@code connected} or {@code failed}. */
  public record Server(String name, String status) {}

  public Opening {
    tools = List.copyOf(tools);
    servers = List.copyOf(servers);
    commands = List.copyOf(commands);
  }

  Json.Obj line() {
    var listed = new ArrayList<Json>(servers.size());
    for (var server : servers) {
      listed.add(Json.object().put("name", server.name()).put("status", server.status()).build());
    }
    return Json.object()
        .put("type", "system")
        .put("subtype", "init")
        .put("cwd", directory)
        .put("tools", Json.strings(tools))
        .put("mcp_servers", new Json.Arr(listed))
        .put("model", model)
        .put("permissionMode", mode.text())
        .put("slash_commands", Json.strings(commands))
        .put("jackdaw_version", version)
        .build();
  }
}
