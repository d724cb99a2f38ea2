package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a person pinned: numbers of the journal, or texts of their own. */
final class Pins {
  private Pins() {}

  static boolean isNumber(String pin) {
    return pin.matches("#\\d{1,18}");
  }

  /** Returns what the pins name, in their order; a number without text names nothing. */
  static List<Folded.Kept> find(Recorder recorder, List<String> pins) {
    var named = numbered(recorder, pins);
    var found = new ArrayList<Folded.Kept>();
    for (var pin : pins) {
      if (!isNumber(pin)) {
        found.add(new Folded.Kept(0, List.of(new Block.Text(pin, Label.USER))));
      } else {
        var content = named.getOrDefault(number(pin), List.of());
        if (!content.isEmpty()) found.add(new Folded.Kept(number(pin), content));
      }
    }
    return found;
  }

  private static long number(String pin) {
    return Long.parseLong(pin.substring(1));
  }

  private static Map<Long, List<Block.Content>> numbered(Recorder recorder, List<String> pins) {
    var named = new HashMap<Long, List<Block.Content>>();
    for (var pin : pins) {
      if (isNumber(pin)) named.put(number(pin), List.of());
    }
    if (named.isEmpty()) return named;
    recorder.replay(occurrence ->
        named.computeIfPresent(occurrence.sequence(), (_, _) -> content(occurrence.event())));
    named.values().removeIf(List::isEmpty);
    return named;
  }

  private static List<Block.Content> content(Event event) {
    return switch (event) {
      case Event.PromptSubmitted prompt -> prompt.content();
      case Event.CallFinished call -> call.result().content();
      case Event.ReplyReceived reply when !reply.message().text().isBlank() ->
          List.of(new Block.Text(reply.message().text(), Label.MODEL));
      default -> List.of();
    };
  }
}
