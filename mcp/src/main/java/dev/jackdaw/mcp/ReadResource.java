package dev.jackdaw.mcp;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.RecordInput;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a resource of a server. */
final class ReadResource implements Tool<ReadResource.Input> {
  static final String NAME = "mcp_read_resource";

  /** Which one of which server. */
  record Input(String server, String uri) {}

  private static final RecordInput<Input> INPUT =
      RecordInput.of(
          Input.class,
          Map.of("server", "The server's name.", "uri", "The resource's address, to the letter."));

  private static final ToolSpec SPEC =
      new ToolSpec(NAME, "Reads a resource of an MCP server.", INPUT.schema());

  private final Servers servers;

  ReadResource(Servers servers) {
    this.servers = servers;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public Input decode(Json.Obj input) throws InvalidInputException {
    var decoded = INPUT.decode(input);
    if (servers.named(decoded.server()).isPresent()) return decoded;
    var names = servers.on().stream().map(server -> server.config().name()).toList();
    throw new InvalidInputException(
        "there is no server \"" + decoded.server() + "\"; there are: " + String.join(", ", names));
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return servers
        .named(input.server())
        .map(server -> McpTool.effects(server, NAME + " " + server.config().name(), workspace))
        .orElse(List.of());
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return "@" + input.server() + ":" + input.uri();
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      var resources = new Resources(servers);
      var result = resources.read(input.server(), input.uri(), context.blobs());
      return servers.shortening().shorten(result, context);
    } catch (UnavailableException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return ToolResult.failed("It could not be read: " + e.getMessage());
    }
  }
}
