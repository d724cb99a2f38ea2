package dev.jackdaw.mcp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.Reach;
import dev.jackdaw.mcp.rpc.Codes;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.util.List;

/** A server's tool as a tool of the session. What it does is not known, so that policy asks. */
final class McpTool implements Tool<Json.Obj> {
  private static final int MOST_DESCRIPTION = 4_000;
  private static final int MOST_DIFF = 6_000;

  /** Beyond that nobody reads what is asked for; the input itself is not cut. */
  private static final int MOST_LINE = 10_000;

  private static final Json.Obj NO_INPUT =
      Json.parseObject("{\"type\":\"object\",\"properties\":{}}");

  private final Server server;
  private final String original;
  private final ToolSpec spec;
  private final Shortening shortening;

  McpTool(Server server, String name, Json.Obj definition, Shortening shortening) {
    this.server = server;
    this.original = definition.string("name", "");
    this.shortening = shortening;
    var schema = definition.object("inputSchema");
    this.spec =
        new ToolSpec(
            name,
            description(server, definition),
            schema.string("type", "").equals("object") ? schema : NO_INPUT);
  }

  /** What a server says of itself is marked as its own words, with nothing hidden in them. */
  private static String description(Server server, Json.Obj definition) {
    var text = VisibleText.prose(definition.string("description", "").strip());
    if (text.isEmpty()) text = VisibleText.prose(definition.string("title", ""));
    if (text.length() > MOST_DESCRIPTION) text = text.substring(0, MOST_DESCRIPTION) + "…";
    return "(External tool; the MCP server "
        + server.config().name()
        + " describes it so:) "
        + text;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public Json.Obj decode(Json.Obj input) {
    return input;
  }

  @Override
  public List<Effect> effects(Json.Obj input, Workspace workspace) {
    var line = spec.name() + " " + input.compact();
    return effects(
        server, line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line, workspace);
  }

  /** A process may do anything here; an address is talked to. */
  static List<Effect> effects(Server server, String line, Workspace workspace) {
    return switch (server.config().reach()) {
      case Reach.Stdio _ -> List.of(new Effect.Executes(line, workspace.directory()));
      case Reach.Http http -> {
        var uri = http.uri();
        var usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        yield List.of(
            new Effect.Connects(uri.getHost(), uri.getPort() < 1 ? usual : uri.getPort()));
      }
    };
  }

  @Override
  public String summary(Json.Obj input, Workspace workspace) {
    var shown = VisibleText.inOneLine(input.compact());
    return shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
  }

  @Override
  public String ledger(Json.Obj input, ToolResult result, Workspace workspace) {
    return spec.name() + " " + summary(input, workspace);
  }

  @Override
  public ToolResult call(Json.Obj input, ToolContext context) throws InterruptedException {
    try {
      var client = ready(context);
      server.calls().begin(context);
      try {
        return called(client, input, context);
      } finally {
        server.calls().end(context);
      }
    } catch (UnavailableException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    }
  }

  /** A server that changed what it offers is used once the person has seen how. */
  private Client ready(ToolContext context) throws UnavailableException, InterruptedException {
    server.begin();
    if (server.settled(server.patience()) instanceof Server.State.Changed(_, var diff)) {
      var shown = diff.length() > MOST_DIFF ? diff.substring(0, MOST_DIFF) + "\n…" : diff;
      var question =
          new Question.Choice(
              "The MCP server "
                  + server.config().name()
                  + " offers other tools than those that were approved:\n"
                  + VisibleText.of(shown),
              List.of(
                  new Question.Option("Keep it off", "None of its tools is used."),
                  new Question.Option("Approve", "What it offers now is used from now on.")),
              false);
      if (context.ask(question) instanceof Answer.Chosen(var texts) && texts.contains("Approve")) {
        server.approve();
      }
    }
    return server.ready(server.patience());
  }

  private ToolResult called(Client client, Json.Obj input, ToolContext context)
      throws InterruptedException {
    try {
      var progress = new ProgressLine(context);
      var result = client.call(original, input, server.config().call(), progress);
      return shortening.shorten(new Content(server, context.blobs()).result(result), context);
    } catch (RpcException e) {
      if (e.code() == Codes.URL_ELICITATION_REQUIRED) return sentAway(e, context);
      return ToolResult.of(
          ToolResult.Status.FAILED,
          server.config().name() + " refused: " + VisibleText.prose(String.valueOf(e.getMessage())),
          new Label(Label.Source.MCP, server.config().name()));
    } catch (IOException e) {
      return ToolResult.failed(
          "The MCP server "
              + server.config().name()
              + " gave no result: "
              + VisibleText.inOneLine(String.valueOf(e.getMessage()))
              + ". Whether the call took effect is not known.");
    }
  }

  private ToolResult sentAway(RpcException e, ToolContext context) throws InterruptedException {
    for (var wanted : e.data().array("elicitations")) {
      if (wanted instanceof Json.Obj params) {
        server.elicitations().address(params, context);
      }
    }
    return ToolResult.failed(
        "The MCP server "
            + server.config().name()
            + " wants the user to visit an address first, which they were shown. Call it again when"
            + " they have done so.");
  }
}
