package dev.jackdaw.wire;

import dev.jackdaw.api.Message;
import dev.jackdaw.api.json.Json;
import java.util.Optional;

/** Messages as JSON, told apart by {@code role}. */
public final class MessageJson {
  private MessageJson() {}

  public static Json.Obj write(Message message) {
    var role =
        switch (message) {
          case Message.User _ -> "user";
          case Message.Assistant _ -> "assistant";
        };
    return Json.object().put("role", role).put("blocks", BlockJson.write(message.blocks())).build();
  }

  /** Reads a message; nothing when its role is not known. */
  public static Optional<Message> read(Json.Obj message) {
    return switch (message.string("role", "")) {
      case "user" -> Optional.of(new Message.User(BlockJson.given(message.array("blocks"))));
      case "assistant" -> Optional.of(assistant(message));
      default -> Optional.empty();
    };
  }

  static Message.Assistant assistant(Json.Obj message) {
    return new Message.Assistant(BlockJson.said(message.array("blocks")));
  }
}
