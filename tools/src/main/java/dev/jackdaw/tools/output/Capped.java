package dev.jackdaw.tools.output;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shortens results to what the model is shown of one; the whole is kept. */
public final class Capped {
  private Capped() {}

  /**
   * Returns the result, or one of which the longest text is shown by its beginning and its end.
   * Nothing is lost: the text is kept under a name, and where it cannot be kept it is not cut.
   */
  public static ToolResult of(ToolResult result, ToolContext context) {
    var room = Room.of(context);
    var longest =
        result.content().stream()
            .filter(Block.Text.class::isInstance)
            .map(Block.Text.class::cast)
            .max(Comparator.comparingInt(block -> Utf8.length(block.text())));
    var over = size(result) - room.bytes();
    if (over <= 0 || longest.isEmpty()) return result;
    var left = Math.max(room.bytes() / 8, Utf8.length(longest.get().text()) - over);
    var kept = kept(longest.get().text(), context.blobs());
    return kept.isEmpty() ? result : cut(result, longest.get(), new Room(left), kept.get());
  }

  private static int size(ToolResult result) {
    var sum = 0;
    for (var block : result.content()) {
      if (block instanceof Block.Text(var text, _)) sum += Utf8.length(text);
    }
    return sum;
  }

  private static Optional<Blobs.Handle> kept(String text, Blobs blobs) {
    try (var sink = blobs.create()) {
      sink.write(text.getBytes(StandardCharsets.UTF_8));
      return Optional.of(sink.commit());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static ToolResult cut(
      ToolResult result, Block.Text longest, Room room, Blobs.Handle handle) {
    var parts =
        Excerpt.of(longest.text(), room)
            .blocks(longest.label(), "; read shows the whole as " + handle.reference());
    var content = new ArrayList<Block.Content>();
    for (var block : result.content()) content.addAll(block == longest ? parts : List.of(block));
    var blob = Json.object().put("sha256", handle.sha256()).put("size", handle.size()).build();
    var details = result.details().with("blob", blob).with("truncated", Json.of(true));
    return new ToolResult(result.status(), content, details, result.label());
  }
}
