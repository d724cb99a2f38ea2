package dev.jackdaw.mcp;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads resources, those too that a prompt mentions as {@code @server:uri}. */
public final class Resources {
  private static final Pattern MENTION =
      Pattern.compile("(?<![\\w@])@([A-Za-z0-9][A-Za-z0-9._-]*):([^\\s\"'`<>]+)");

  private static final int MOST_MENTIONS = 20;

  private final Servers servers;

  public Resources(Servers servers) {
    this.servers = servers;
  }

  ToolResult read(String server, String uri, Blobs blobs)
      throws UnavailableException, IOException, InterruptedException {
    var found =
        servers
            .named(server)
            .orElseThrow(() -> new UnavailableException("There is no MCP server " + server + "."));
    try {
      var client = found.ready(found.patience());
      var result = client.read(uri);
      found.subscriptions().seen(uri, client);
      var content = new Content(found, blobs);
      var blocks = new ArrayList<Block.Content>();
      for (var resource : result.array("contents")) {
        if (resource instanceof Json.Obj object) blocks.add(content.resource(object));
      }
      if (blocks.isEmpty()) blocks.add(content.text("(empty)"));
      var label = new Label(Label.Source.MCP, found.config().name());
      return new ToolResult(ToolResult.Status.OK, blocks, Json.Obj.EMPTY, label);
    } catch (RpcException e) {
      throw new IOException(VisibleText.inOneLine(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Returns the prompt with the resources that it mentions behind it; what cannot be read is told
   * in its place.
   */
  public List<Block.Content> withMentioned(List<Block.Content> prompt, Blobs blobs)
      throws InterruptedException {
    var all = new ArrayList<>(prompt);
    for (var block : prompt) {
      // What a server says mentions nothing: the user is the only one who can ask for more.
      if (!(block instanceof Block.Text(var text, var label)) || !label.equals(Label.USER))
        continue;
      var matcher = MENTION.matcher(text);
      for (var count = 0; matcher.find() && count < MOST_MENTIONS; count++) {
        if (servers.named(matcher.group(1)).isEmpty()) continue;
        all.addAll(mentioned(matcher.group(1), matcher.group(2), blobs));
      }
    }
    return all;
  }

  private List<Block.Content> mentioned(String server, String uri, Blobs blobs)
      throws InterruptedException {
    try {
      return read(server, uri, blobs).content();
    } catch (UnavailableException | IOException e) {
      return List.of(
          new Block.Text(
              "@" + server + ":" + uri + " could not be read: " + e.getMessage(), Label.JACKDAW));
    }
  }
}
