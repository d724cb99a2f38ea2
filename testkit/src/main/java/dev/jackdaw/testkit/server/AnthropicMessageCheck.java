package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses messages that the Messages API refuses. */
final class AnthropicMessageCheck {
  private static final List<String> IMAGES =
      List.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final int MAX_IMAGE_BYTES = 5 << 20;

  private final Fields request;
  private final Set<String> allCalls = new HashSet<>();

  AnthropicMessageCheck(Fields request) {
    this.request = request;
  }

  void check() throws Rejection {
    request.required("messages");
    var messages = request.objects("messages");
    if (messages.isEmpty()) {
      throw Rejection.invalid("messages: at least one message is required");
    }
    Set<String> open = new LinkedHashSet<>();
    for (var i = 0; i < messages.size(); i++) {
      open = message(messages.get(i), i, open, i == messages.size() - 1);
    }
    if (!open.isEmpty()) throw unanswered(messages.size(), open);
  }

  /** Checks a message and returns the ids of the calls it leaves to the next one. */
  private Set<String> message(Fields message, int index, Set<String> open, boolean last)
      throws Rejection {
    message.only(Set.of("role", "content"));
    var role = message.requiredString("role");
    if (role.equals("system")) {
      throw Rejection.invalid(
          "messages: Unexpected role \"system\". The Messages API accepts a top-level `system`"
              + " parameter, not \"system\" as an input message role.");
    }
    message.choice("role", List.of("user", "assistant"));
    if (index == 0 && !role.equals("user")) {
      throw Rejection.invalid("messages: first message must use the \"user\" role");
    }
    if (message.required("content") instanceof Json.Str(var text)) {
      if (!open.isEmpty()) throw unanswered(index, open);
      text(text, role, index, last);
      return new LinkedHashSet<>();
    }
    if (!(message.required("content") instanceof Json.Arr)) {
      throw message.wrong("content", "Input should be a valid list");
    }
    var blocks = message.objects("content");
    if (blocks.isEmpty() && !(last && role.equals("assistant"))) throw empty(index);
    return role.equals("user") ? user(blocks, index, open) : assistant(blocks, index, open, last);
  }

  private static void text(String text, String role, int index, boolean last) throws Rejection {
    if (text.isEmpty() && !(last && role.equals("assistant"))) throw empty(index);
    if (!text.isEmpty() && text.isBlank()) throw blank();
    if (last && role.equals("assistant")) trailing(text);
  }

  private static Rejection empty(int index) {
    return Rejection.invalid(
        "messages."
            + index
            + ": all messages must have non-empty content except for the optional final assistant"
            + " message");
  }

  private static Rejection blank() {
    return Rejection.invalid("messages: text content blocks must contain non-whitespace text");
  }

  private static void trailing(String text) throws Rejection {
    if (!text.equals(text.stripTrailing())) {
      throw Rejection.invalid(
          "messages: final assistant content cannot end with trailing whitespace");
    }
  }

  private static Rejection unanswered(int index, Set<String> open) {
    return Rejection.invalid(
        "messages."
            + index
            + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
            + String.join(", ", open)
            + ". Each `tool_use` block must have a corresponding `tool_result` block in the next"
            + " message.");
  }

  private static Set<String> user(List<Fields> blocks, int index, Set<String> open)
      throws Rejection {
    var left = new LinkedHashSet<>(open);
    for (var block : blocks) {
      var type = block.choice("type", List.of("text", "image", "tool_result", "document"));
      if (type.equals("tool_result")) {
        var id = block.requiredString("tool_use_id");
        if (!open.contains(id)) throw orphan(block, id);
        if (!left.remove(id)) {
          throw block.wrong(
              "tool_use_id",
              "each tool_use must have a single result. Found multiple"
                  + " `tool_result` blocks with id: "
                  + id);
        }
        result(block);
      } else {
        if (!left.isEmpty()) throw unanswered(index, left);
        content(block, type);
      }
    }
    if (!left.isEmpty()) throw unanswered(index, left);
    return left;
  }

  private static Rejection orphan(Fields block, String id) {
    return Rejection.invalid(
        block.path()
            + ": unexpected `tool_use_id` found in `tool_result` blocks: "
            + id
            + ". Each `tool_result` block must have a corresponding `tool_use` block in the"
            + " previous message.");
  }

  private static void result(Fields block) throws Rejection {
    block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
    mark(block);
    var failed = block.bool("is_error");
    if (!block.has("content") || block.required("content") instanceof Json.Str) return;
    if (!(block.required("content") instanceof Json.Arr)) {
      throw block.wrong("content", "Input should be a valid list");
    }
    for (var inner : block.objects("content")) {
      var type = inner.choice("type", List.of("text", "image", "document", "search_result"));
      if (failed && !type.equals("text")) {
        throw Rejection.invalid(
            block.path() + ".tool_result: all content must be type \"text\" if `is_error` is true");
      }
      content(inner, type);
    }
  }

  private static void content(Fields block, String type) throws Rejection {
    switch (type) {
      case "text" -> {
        block.only(Set.of("type", "text", "cache_control", "citations"));
        textBlock(block);
      }
      case "image" -> image(block);
      default -> block.required("source");
    }
    mark(block);
  }

  private static void textBlock(Fields block) throws Rejection {
    var text = block.requiredString("text");
    if (text.isEmpty()) {
      if (block.has("cache_control")) {
        throw block.wrong("cache_control", "cache_control cannot be set for empty text blocks");
      }
      throw Rejection.invalid("messages: text content blocks must be non-empty");
    }
    if (text.isBlank()) throw blank();
  }

  private static void image(Fields block) throws Rejection {
    block.only(Set.of("type", "source", "cache_control"));
    var source = block.requiredObject("source");
    if (source.choice("type", List.of("base64", "url", "file")).equals("base64")) {
      source.only(Set.of("type", "media_type", "data"));
      source.choice("media_type", IMAGES);
      base64(source);
    }
  }

  private static void base64(Fields source) throws Rejection {
    var data = source.requiredString("data");
    if (data.length() > MAX_IMAGE_BYTES) {
      throw source.wrong(
          "data",
          "image exceeds 5 MB maximum: "
              + data.length()
              + " bytes > "
              + MAX_IMAGE_BYTES
              + " bytes");
    }
    try {
      if (Base64.getDecoder().decode(data).length == 0) {
        throw source.wrong("data", "image cannot be empty");
      }
    } catch (IllegalArgumentException _) {
      throw source.wrong("data", "invalid base64 data");
    }
  }

  private Set<String> assistant(List<Fields> blocks, int index, Set<String> open, boolean last)
      throws Rejection {
    if (!open.isEmpty()) throw unanswered(index, open);
    var calls = new LinkedHashSet<String>();
    for (var block : blocks) {
      switch (block.choice("type", List.of("text", "thinking", "redacted_thinking", "tool_use"))) {
        case "text" -> content(block, "text");
        case "thinking" -> {
          block.only(Set.of("type", "thinking", "signature"));
          block.requiredString("thinking");
          block.requiredString("signature");
        }
        case "redacted_thinking" -> {
          block.only(Set.of("type", "data"));
          block.requiredString("data");
        }
        default -> calls.add(call(block));
      }
    }
    if (last && !blocks.isEmpty()) {
      trailing(blocks.getLast().object().string("text", ""));
    }
    return calls;
  }

  private String call(Fields block) throws Rejection {
    block.only(Set.of("type", "id", "name", "input", "cache_control", "caller"));
    mark(block);
    var id = block.requiredString("id");
    if (!Names.isValid(id, Integer.MAX_VALUE)) {
      throw Rejection.invalid(
          block.path() + ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
    }
    if (!allCalls.add(id)) throw Rejection.invalid("messages: `tool_use` ids must be unique");
    if (!Names.isValid(block.requiredString("name"), 128)) {
      throw Rejection.invalid(
          block.path() + ".tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    if (!(block.required("input") instanceof Json.Obj)) {
      throw Rejection.invalid(block.path() + ".tool_use.input: Input should be a valid dictionary");
    }
    return id;
  }

  /** Checks the shape of a cache mark, if the block has one. */
  static void mark(Fields block) throws Rejection {
    var mark = block.object("cache_control");
    if (mark.isEmpty()) return;
    mark.get().only(Set.of("type", "ttl"));
    mark.get().choice("type", List.of("ephemeral"));
    if (mark.get().has("ttl")) mark.get().choice("ttl", List.of("5m", "1h"));
  }
}
