package dev.jackdaw.tui.view;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the agent said last, as the model wrote it. */
public final class LastReply {
  private LastReply() {}

  /** Returns the words of the main agent's last reply that has any. */
  public static Optional<String> text(List<Occurrence> events) {
    for (var occurrence : events.reversed()) {
      if (!occurrence.agent().isMain()) continue;
      if (occurrence.event() instanceof Event.ReplyReceived reply
          && !reply.message().text().isBlank()) {
        return Optional.of(reply.message().text().strip());
      }
    }
    return Optional.empty();
  }

  /** Returns the last block of code in a text, without its fence. */
  public static Optional<String> code(String text) {
    var blocks = new ArrayList<String>();
    var fence = "";
    var block = new StringBuilder();
    for (var line : text.split("\n", -1)) {
      var start = line.strip();
      if (fence.isEmpty()) {
        fence = start.startsWith("```") ? "```" : start.startsWith("~~~") ? "~~~" : "";
        block.setLength(0);
      } else if (start.startsWith(fence) && start.strip().length() == fence.length()) {
        blocks.add(block.toString());
        fence = "";
      } else {
        block.append(line).append('\n');
      }
    }
    return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks.getLast());
  }
}
