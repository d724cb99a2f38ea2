package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Reply;
import java.util.ArrayList;
import java.util.List;

/** What of a reply stays in the conversation. Every model must accept it as a thing it said. */
final class Kept {
  private Kept() {}

  /**
   * Returns the message without what must not be followed: the calls of a reply that was declined,
   * a last call that is cut, and thinking that led to nothing, which some providers refuse to hear
   * again.
   */
  static Message.Assistant of(Reply reply) {
    var message = reply.message();
    return switch (reply.stop()) {
      case REFUSED -> withoutCalls(message);
      case LENGTH, CUT -> withoutBareThinking(withoutCutCall(message));
      case END, CALLS, INTERRUPTED -> withoutBareThinking(message);
      case PAUSED -> message;
    };
  }

  /** Returns only what was said. */
  static Message.Assistant withoutCalls(Message.Assistant message) {
    var blocks = new ArrayList<>(message.blocks());
    blocks.removeIf(Block.Call.class::isInstance);
    return withoutBareThinking(new Message.Assistant(blocks));
  }

  private static Message.Assistant withoutCutCall(Message.Assistant message) {
    var calls = message.calls();
    if (calls.isEmpty() || calls.getLast().malformed().isEmpty()) return message;
    var blocks = new ArrayList<>(message.blocks());
    blocks.remove(calls.getLast());
    return new Message.Assistant(blocks);
  }

  private static Message.Assistant withoutBareThinking(Message.Assistant message) {
    if (!message.calls().isEmpty() || !message.text().isBlank()) return message;
    return new Message.Assistant(List.of());
  }
}
