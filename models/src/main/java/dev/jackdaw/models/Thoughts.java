package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;

/** Whether thinking of earlier replies goes back to the provider. */
enum Thoughts {
  KEPT,
  LEFT_OUT;

  /** Returns whether the request holds thinking of the dialect. */
  static boolean areIn(ModelRequest request, String dialect) {
    for (var message : request.messages()) {
      if (!(message instanceof Message.Assistant said)) continue;
      for (var block : said.blocks()) {
        if (block instanceof Block.Thinking thinking && thinking.dialect().equals(dialect)) {
          return true;
        }
      }
    }
    return false;
  }
}
