package dev.jackdaw.mcp;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordInput;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what can be read of servers. */
final class ResourceList implements Tool<ResourceList.Input> {
  static final String NAME = "mcp_resources";
  private static final int MOST = 300;

  /** Of which server; of all when not given. */
  record Input(Optional<String> server) {}

  private static final RecordInput<Input> INPUT =
      RecordInput.of(Input.class, Map.of("server", "Only this server's."));

  private static final ToolSpec SPEC =
      new ToolSpec(
          NAME,
          "Lists the resources that MCP servers have, with their addresses; mcp_read_resource reads"
              + " one.",
          INPUT.schema());

  private final Servers servers;

  ResourceList(Servers servers) {
    this.servers = servers;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public Input decode(Json.Obj input) throws InvalidInputException {
    return INPUT.decode(input);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    var out = new StringBuilder();
    for (var server : servers.on()) {
      var name = server.config().name();
      if (input.server().isPresent() && !input.server().get().equals(name)) continue;
      try {
        var client = server.ready(server.patience());
        for (var resource : client.resources().stream().limit(MOST).toList()) {
          line(name, resource, "uri", out);
        }
        for (var template : client.resourceTemplates().stream().limit(MOST).toList()) {
          line(name, template, "uriTemplate", out);
        }
      } catch (UnavailableException e) {
        out.append(e.getMessage()).append('\n');
      } catch (IOException e) {
        out.append(name).append(": ").append(VisibleText.inOneLine(String.valueOf(e.getMessage())));
        out.append('\n');
      }
    }
    var text = out.isEmpty() ? "There are no resources." : out.toString();
    var label = new Label(Label.Source.MCP, input.server().orElse(""));
    return servers.shortening().shorten(ToolResult.ok(text, label), context);
  }

  private static void line(String server, Json.Obj resource, String member, StringBuilder out) {
    out.append('@').append(server).append(':');
    out.append(VisibleText.inOneLine(resource.string(member, "")));
    for (var detail : List.of("title", "name", "mimeType", "description")) {
      resource
          .string(detail)
          .ifPresent(text -> out.append("; ").append(VisibleText.inOneLine(text)));
    }
    out.append('\n');
  }
}
