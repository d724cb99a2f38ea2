package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the reasoning a server gave out and refuses it when it comes back changed. Within the
 * open tool loop every block must come back, unmodified and in its order; before it, blocks may be
 * left out but not changed. Not thread-safe.
 */
final class AnthropicThinking {
  private final Map<String, String> textBySignature = new HashMap<>();
  private final Set<String> redacted = new HashSet<>();
  private final Map<String, List<Json.Obj>> issuedByCall = new HashMap<>();

  /** Returns a signature for the text. */
  String sign(String text) {
    var plain = "signature " + textBySignature.size() + " of " + text.hashCode();
    var signature = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    textBySignature.put(signature, text);
    return signature;
  }

  /** Remembers a reply. */
  void issued(List<Json.Obj> blocks) {
    var thoughts = thoughts(blocks);
    for (var thought : thoughts) redacted.add(thought.string("data", ""));
    for (var block : blocks) {
      if (block.string("type", "").equals("tool_use")) {
        issuedByCall.put(block.string("id", ""), thoughts);
      }
    }
  }

  /** Checks messages whose shape is in order. */
  void check(List<Json> messages, String thinkingType) throws Rejection {
    for (var i = 0; i < messages.size(); i++) signatures(messages.get(i), i);
    if (thinkingType.equals("disabled")) return;
    for (var i = loopStart(messages); i < messages.size(); i++) {
      var blocks = blocks(messages.get(i));
      if (isFromModel(messages.get(i))) loop(blocks, i, thinkingType);
    }
  }

  private void signatures(Json message, int index) throws Rejection {
    var blocks = blocks(message);
    for (var i = 0; i < blocks.size(); i++) {
      var block = blocks.get(i);
      var place = "messages." + index + ".content." + i;
      if (block.string("type", "").equals("thinking")) {
        var text = textBySignature.get(block.string("signature", ""));
        if (text == null) {
          throw Rejection.invalid(place + ": Invalid `signature` in `thinking` block");
        }
        if (!text.equals(block.string("thinking", ""))) throw modified(place);
      } else if (block.string("type", "").equals("redacted_thinking")
          && !redacted.contains(block.string("data", ""))) {
        throw Rejection.invalid(place + ": Invalid `data` in `redacted_thinking` block");
      }
    }
  }

  private void loop(List<Json.Obj> blocks, int index, String thinkingType) throws Rejection {
    for (var block : blocks) {
      if (!block.string("type", "").equals("tool_use")) continue;
      var issued = issuedByCall.get(block.string("id", ""));
      var place = "messages." + index + ".content.0";
      if (issued != null) {
        if (!issued.equals(thoughts(blocks))) throw modified(place);
        if (!issued.isEmpty() && !issued.getFirst().equals(blocks.getFirst())) {
          throw modified(place);
        }
      } else if (thinkingType.equals("enabled") && thoughts(blocks).isEmpty()) {
        throw Rejection.invalid(
            place
                + ".type: Expected `thinking` or `redacted_thinking`, but found `"
                + blocks.getFirst().string("type", "")
                + "`. When `thinking` is enabled, a final `assistant` message must start with a"
                + " thinking block (preceeding the lastmost set of `tool_use` and `tool_result`"
                + " blocks).");
      }
      return;
    }
  }

  private static Rejection modified(String place) {
    return Rejection.invalid(
        place
            + ": `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be"
            + " modified. These blocks must remain as they were in the original response.");
  }

  /** Returns where the open tool loop begins: after the last message with a person's words. */
  static int loopStart(List<Json> messages) {
    for (var i = messages.size() - 1; i >= 0; i--) {
      if (isFromModel(messages.get(i))) continue;
      var blocks = blocks(messages.get(i));
      if (blocks.isEmpty() || !blocks.getFirst().string("type", "").equals("tool_result")) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isFromModel(Json message) {
    return message instanceof Json.Obj object && object.string("role", "").equals("assistant");
  }

  private static List<Json.Obj> blocks(Json message) {
    var blocks = new ArrayList<Json.Obj>();
    if (message instanceof Json.Obj object) {
      for (var block : object.array("content")) {
        if (block instanceof Json.Obj content) blocks.add(content);
      }
    }
    return blocks;
  }

  private static List<Json.Obj> thoughts(List<Json.Obj> blocks) {
    return blocks.stream().filter(AnthropicThinking::isThought).toList();
  }

  static boolean isThought(Json block) {
    if (!(block instanceof Json.Obj object)) return false;
    return switch (object.string("type", "")) {
      case "thinking", "redacted_thinking" -> true;
      default -> false;
    };
  }
}
