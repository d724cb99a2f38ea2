package dev.jackdaw.mcp;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes blocks of what a server sent: text with nothing hidden in it, pictures a model can look at,
 * names of the rest. All of it bears the server's label.
 */
final class Content {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private static final int MOST_PICTURE_CHARS = 7_000_000;
  private static final int MOST_BLOCKS = 200;

  private final String server;
  private final Label label;
  private final Blobs blobs;

  Content(Server server, Blobs blobs) {
    this.server = server.config().name();
    this.label = new Label(Label.Source.MCP, this.server);
    this.blobs = blobs;
  }

  /** Returns the result of a call. */
  ToolResult result(Json.Obj result) {
    var blocks = new ArrayList<>(blocks(result.array("content")));
    var structured = result.get("structuredContent");
    var details = Json.object();
    structured.ifPresent(value -> details.put("structured", value));
    if (structured.isPresent() && blocks.stream().noneMatch(Block.Text.class::isInstance)) {
      blocks.add(text(structured.get().compact()));
    }
    if (blocks.isEmpty()) blocks.add(new Block.Text("(no content)", Label.JACKDAW));
    var status = result.bool("isError", false) ? ToolResult.Status.FAILED : ToolResult.Status.OK;
    return new ToolResult(status, blocks, details.build(), label);
  }

  /** Returns the blocks of an array of content. */
  List<Block.Content> blocks(List<Json> content) {
    var blocks = new ArrayList<Block.Content>();
    for (var item : content) {
      if (blocks.size() == MOST_BLOCKS) {
        blocks.add(
            new Block.Text((content.size() - MOST_BLOCKS) + " more parts left out", Label.JACKDAW));
        break;
      }
      if (item instanceof Json.Obj object) blocks.add(block(object));
    }
    return blocks;
  }

  private Block.Content block(Json.Obj item) {
    return switch (item.string("type", "")) {
      case "text" -> text(item.string("text", ""));
      case "image" -> picture(item.string("mimeType", ""), item.string("data", ""));
      case "audio" -> kept("audio", item.string("mimeType", ""), item.string("data", ""));
      case "resource" -> resource(item.object("resource"));
      case "resource_link" -> link(item);
      default -> text("[a part of a kind that is not known: " + item.string("type", "") + "]");
    };
  }

  Block.Text text(String text) {
    return new Block.Text(VisibleText.prose(text), label);
  }

  private Block.Content picture(String type, String base64) {
    var plain = type.toLowerCase(Locale.ROOT);
    if (!PICTURES.contains(plain) || base64.length() > MOST_PICTURE_CHARS) {
      return kept("picture", type, base64);
    }
    try {
      return Block.Image.of(plain, Base64.getMimeDecoder().decode(base64), label);
    } catch (IllegalArgumentException _) {
      return text("[a picture that is damaged]");
    }
  }

  /** Returns a resource's text, or where its bytes are kept. */
  Block.Content resource(Json.Obj resource) {
    var uri = resource.string("uri", "");
    var text = resource.string("text");
    if (text.isPresent()) return text("[@" + server + ":" + uri + "]\n" + text.get());
    var type = resource.string("mimeType", "");
    return type.startsWith("image/")
        ? picture(type, resource.string("blob", ""))
        : kept("resource " + uri, type, resource.string("blob", ""));
  }

  private Block.Content link(Json.Obj item) {
    var words = new StringBuilder("[resource @" + server + ":" + item.string("uri", ""));
    for (var member : List.of("title", "name", "mimeType", "description")) {
      item.string(member)
          .ifPresent(value -> words.append("; ").append(member).append(": ").append(value));
    }
    return text(words.append("; mcp_read_resource reads it]").toString());
  }

  private Block.Content kept(String what, String type, String base64) {
    try (var sink = blobs.create()) {
      sink.write(Base64.getMimeDecoder().decode(base64));
      var handle = sink.commit();
      return text(
          "["
              + what
              + " "
              + type
              + ", "
              + handle.size()
              + " bytes, kept as "
              + handle.reference()
              + "]");
    } catch (IOException | IllegalArgumentException _) {
      return text("[" + what + " " + type + " that could not be kept]");
    }
  }
}
