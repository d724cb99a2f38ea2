package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.Base64;

/** A piece of a message. Every block knows its origin. */
public sealed interface Block {
  Label label();

  /** A block of a message to the model. */
  sealed interface Given extends Block {}

  /** A block of a message from the model. */
  sealed interface Said extends Block {}

  /** What a person or a tool can show the model. */
  sealed interface Content extends Given {}

  /** Text. */
  record Text(String text, Label label) implements Content, Said {}

  /**
   * A picture.
   *
   * @param mediaType such as {@code image/png}
   * @param base64 the bytes, in the basic Base64 alphabet with padding
   */
  record Image(String mediaType, String base64, Label label) implements Content {
    public static Image of(String mediaType, byte[] bytes, Label label) {
      return new Image(mediaType, Base64.getEncoder().encodeToString(bytes), label);
    }
  }

  /**
   * The model's reasoning. {@code opaque} is what the provider sent, kept to the letter because it
   * must be returned unmodified; it means something only to the {@code dialect} that produced it.
   *
   * @param text the readable part, empty when the provider hides it
   * @param dialect the dialect's name, such as {@code anthropic}
   */
  record Thinking(String text, String dialect, Json.Obj opaque) implements Said {
    @Override
    public Label label() {
      return Label.MODEL;
    }
  }

  /**
   * A request of the model to run a tool.
   *
   * @param malformed what the model sent when it was not a JSON object, else empty; {@code input}
   *     is then empty
   */
  record Call(CallId id, String tool, Json.Obj input, String malformed) implements Said {
    public Call(CallId id, String tool, Json.Obj input) {
      this(id, tool, input, "");
    }

    @Override
    public Label label() {
      return Label.MODEL;
    }

    public Call withId(CallId other) {
      return new Call(other, tool, input, malformed);
    }

    public Call withInput(Json.Obj other) {
      return new Call(id, tool, other, malformed);
    }
  }

  /** The answer to a {@link Call}. */
  record Result(CallId call, ToolResult result) implements Given {
    @Override
    public Label label() {
      return result.label();
    }
  }
}
