package dev.jackdaw.acp;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.rpc.RpcException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What editors and agents say to each other, as content blocks. */
final class Contents {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private Contents() {}

  static Json.Obj text(String text) {
    return Json.object().put("type", "text").put("text", text).build();
  }

  private static Json.Obj image(Block.Image image) {
    return Json.object()
        .put("type", "image")
        .put("data", image.base64())
        .put("mimeType", image.mediaType())
        .build();
  }

  static Json.Obj of(Block.Content block) {
    return switch (block) {
      case Block.Text(var text, _) -> text(text);
      case Block.Image image -> image(image);
    };
  }

  /**
   * Reads a prompt.
   *
   * @param directory tells what is a file of the workspace
   */
  static List<Block.Content> prompt(List<Params> blocks, Path directory) throws RpcException {
    var content = new ArrayList<Block.Content>();
    for (var block : blocks) content.add(block(block, directory));
    if (content.isEmpty()) throw RpcException.invalidParams("\"prompt\" is empty");
    return content;
  }

  private static Block.Content block(Params block, Path directory) throws RpcException {
    var type = block.text("type");
    return switch (type) {
      case "text" -> new Block.Text(block.text("text"), Label.USER);
      case "image" -> picture(block.text("mimeType"), block.text("data"));
      case "resource_link" -> link(block);
      case "resource" -> resource(block.object("resource"), directory);
      default ->
          throw RpcException.invalidParams("content of type \"" + type + "\" is not taken here");
    };
  }

  private static Block.Image picture(String type, String data) throws RpcException {
    if (!PICTURES.contains(type)) {
      throw RpcException.invalidParams(
          "a picture is image/png, image/jpeg, image/gif or image/webp, not \"" + type + "\"");
    }
    try {
      var bytes = Base64.getDecoder().decode(data);
      if (bytes.length > 0) return Block.Image.of(type, bytes, Label.USER);
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw RpcException.invalidParams("the data of a picture is not Base64, or empty");
  }

  /** The person points at something; the model can look at it with its tools. */
  private static Block.Text link(Params link) throws RpcException {
    var uri = link.text("uri");
    var name = link.text("name");
    return new Block.Text("[" + name + "](" + place(uri) + ")", Label.USER);
  }

  private static Block.Content resource(Params resource, Path directory) throws RpcException {
    var uri = resource.text("uri");
    var text = resource.optionalText("text");
    if (text.isEmpty()) return blob(resource, uri);
    var label = label(uri, directory);
    return new Block.Text(
        "<resource uri=\"" + place(uri) + "\">\n" + text.get() + "\n</resource>", label);
  }

  private static Block.Content blob(Params resource, String uri) throws RpcException {
    var data = resource.text("blob");
    var type = resource.optionalText("mimeType").orElse("");
    if (PICTURES.contains(type)) return picture(type, data);
    return new Block.Text(
        "[" + place(uri) + ": " + (type.isEmpty() ? "bytes" : type) + ", not shown]", Label.USER);
  }

  /** Returns a path where the address is that of a file, which tools take. */
  private static String place(String uri) {
    var path = file(uri);
    if (path.isEmpty()) return uri;
    var lines = uri.indexOf('#');
    return path.get() + (lines < 0 ? "" : uri.substring(lines));
  }

  private static Optional<Path> file(String uri) {
    try {
      var parsed = new URI(uri);
      return "file".equals(parsed.getScheme()) && parsed.getPath() != null
          ? Optional.of(Path.of(parsed.getPath()))
          : Optional.empty();
    } catch (URISyntaxException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** A text of a file does not become the person's own words by being shown. */
  private static Label label(String uri, Path directory) {
    var path = file(uri);
    var inside = path.isPresent() && path.get().normalize().startsWith(directory);
    return new Label(inside ? Label.Source.WORKSPACE : Label.Source.OUTSIDE, place(uri));
  }
}
