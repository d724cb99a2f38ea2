package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;

/**
 * Tells whether the model really took in what it was sent. Some servers cut what is too long
 * without a word and answer about the rest. Not thread-safe.
 */
final class PromptSize {
  /** No text gives so few tokens: a count below it means that something was left out. */
  private static final int MOST_CHARS_PER_TOKEN = 10;

  /** Short prompts prove nothing, and some servers count only what their cache lacks. */
  private static final int FEWEST_TOKENS = 1_000;

  private long largest;

  /** Returns the characters of all text in the request. */
  static long chars(ModelRequest request) {
    var chars = 0L;
    for (var block : request.system()) chars += block.text().length();
    for (var tool : request.tools()) chars += tool.description().length();
    for (var message : request.messages()) {
      switch (message) {
        case Message.User(var blocks) -> {
          for (var block : blocks) chars += chars(block);
        }
        case Message.Assistant(var blocks) -> {
          for (var block : blocks)
            if (block instanceof Block.Text text) chars += text.text().length();
        }
      }
    }
    return chars;
  }

  private static long chars(Block.Given block) {
    return switch (block) {
      case Block.Text text -> text.text().length();
      case Block.Image _ -> 0;
      case Block.Result result -> result.result().text().length();
    };
  }

  /**
   * Returns whether the model overflowed without saying so: it counts more than its window and has
   * nothing to say, or it counts far less than it was sent. More than the window alone proves that
   * what is known of the window is out of date; a count that shrank is that of a server which
   * leaves out its cache.
   */
  boolean isSilentOverflow(ModelRequest request, Reply reply, ModelInfo model) {
    var counted = reply.usage().prompt();
    if (model.window() > 0 && counted > model.window()) {
      return reply.message().calls().isEmpty() && reply.message().text().isBlank();
    }
    if (counted < FEWEST_TOKENS || counted < largest * 9 / 10) return false;
    largest = Math.max(largest, counted);
    return chars(request) / MOST_CHARS_PER_TOKEN > counted;
  }
}
