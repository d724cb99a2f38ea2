package dev.jackdaw.wire.stream;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Reads what a program says to Jackdaw with {@code --input-format stream-json}: one object per
 * line, {@code {"type":"user","message":{"role":"user","content":...}}}.
 */
public final class StreamInput {
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final long line;

  private StreamInput(long line) {
    this.line = line;
  }

  /**
   * Returns the content of a line.
   *
   * @param line its number, for the message
   * @throws JackdawException of kind user and code {@code stream-input-invalid}, saying which line
   *     has what fault
   */
  public static List<Block.Content> parse(long line, String text) {
    return new StreamInput(line).content(text);
  }

  private List<Block.Content> content(String text) {
    var input = object(text);
    var type = input.string("type", "");
    if (!type.equals("user")) throw fault("\"type\" must be \"user\", not " + shown(input, "type"));
    var message = input.object("message");
    if (!message.string("role", "").equals("user")) {
      throw fault("\"message.role\" must be \"user\", not " + shown(message, "role"));
    }
    var content = content(message);
    if (content.isEmpty()) throw fault("\"message.content\" is empty");
    return content;
  }

  private Json.Obj object(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonException e) {
      throw fault("not a JSON object: " + e.getMessage());
    }
  }

  private List<Block.Content> content(Json.Obj message) {
    return switch (message.members().get("content")) {
      case Json.Str(var text) ->
          text.isEmpty() ? List.of() : List.of(new Block.Text(text, Label.USER));
      case Json.Arr(var elements) -> blocks(elements);
      case null, default ->
          throw fault("\"message.content\" must be a string or an array of blocks");
    };
  }

  private List<Block.Content> blocks(List<Json> elements) {
    var blocks = new ArrayList<Block.Content>(elements.size());
    for (var i = 0; i < elements.size(); i++) {
      var place = "\"message.content[" + i + "]\"";
      if (!(elements.get(i) instanceof Json.Obj block)) throw fault(place + " must be an object");
      blocks.add(block(place, block));
    }
    return blocks;
  }

  private Block.Content block(String place, Json.Obj block) {
    return switch (block.string("type", "")) {
      case "text" ->
          new Block.Text(
              block.string("text").orElseThrow(() -> fault(place + " must have a string \"text\"")),
              Label.USER);
      case "image" -> image(place, block.object("source"));
      default ->
          throw fault(
              place + " has type " + shown(block, "type") + "; \"text\" and \"image\" are taken");
    };
  }

  private Block.Image image(String place, Json.Obj source) {
    if (!source.string("type", "").equals("base64")) {
      throw fault(place + ": \"source.type\" must be \"base64\", not " + shown(source, "type"));
    }
    var mediaType = source.string("media_type", "");
    if (!IMAGES.contains(mediaType)) {
      throw fault(
          place
              + ": \"source.media_type\" must be image/png, image/jpeg, image/gif or image/webp, not "
              + shown(source, "media_type"));
    }
    try {
      var bytes = Base64.getDecoder().decode(source.string("data", ""));
      if (bytes.length == 0) throw fault(place + ": \"source.data\" is empty");
      return Block.Image.of(mediaType, bytes, Label.USER);
    } catch (IllegalArgumentException e) {
      throw fault(place + ": \"source.data\" is not Base64: " + e.getMessage());
    }
  }

  private static String shown(Json.Obj object, String name) {
    var value = object.members().get(name);
    if (value == null) return "missing";
    var text = value.compact();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private JackdawException fault(String problem) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "stream-input-invalid",
        "input line "
            + line
            + ": "
            + problem
            + ". Expected {\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"...\"}}");
  }
}
