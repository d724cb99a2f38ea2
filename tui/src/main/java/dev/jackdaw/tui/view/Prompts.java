package dev.jackdaw.tui.view;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import java.util.ArrayList;
import java.util.List;

/** What a person asked for in a session. */
public final class Prompts {
  private Prompts() {}

  /** Returns the prompts that the conversation still has, in order. */
  static List<String> of(Iterable<Occurrence> events) {
    var prompts = new ArrayList<String>();
    for (var each : events) {
      if (!each.agent().isMain()) continue;
      if (each.event() instanceof Event.PromptSubmitted(var content, var steering) && !steering) {
        prompts.add(text(content));
      }
      if (each.event() instanceof Event.ConversationRewound(var kept) && kept < prompts.size()) {
        prompts.subList(kept, prompts.size()).clear();
      }
    }
    return prompts;
  }

  public static String text(List<Block.Content> content) {
    var out = new StringBuilder();
    for (var block : content) {
      switch (block) {
        case Block.Text(var text, _) -> out.append(text).append('\n');
        case Block.Image image ->
            out.append("[a picture, ").append(image.mediaType()).append("]\n");
      }
    }
    return out.toString().strip();
  }
}
