package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Completes a prompt: makes the calls it needs, one after the other, and puts what they returned
 * where they stood. Each is recorded as made by the prompt, and has a name that no other has, in
 * whatever process the session goes on.
 *
 * @param record records that a call is made
 * @param ended hears how each call ended
 */
record LookUps(
    Calls calls, TurnId turn, Consumer<Event.Durable> record, Consumer<Calls.Ended> ended) {

  /**
   * Interruption stays set: what is left is not looked up, and the prompt is whole all the same.
   */
  List<Block.Content> of(Prompt prompt) {
    var parent = new CallId("prompt_" + UUID.randomUUID().toString().substring(0, 8));
    var content = new ArrayList<Block.Content>();
    for (var part : prompt.parts()) {
      switch (part) {
        case Prompt.Part.Said(var said) -> content.add(said);
        case Prompt.Part.LookedUp lookedUp -> {
          var id = new CallId(parent + "/" + content.size());
          content.addAll(made(new Block.Call(id, lookedUp.tool(), lookedUp.input()), parent));
        }
      }
    }
    return content;
  }

  private List<Block.Content> made(Block.Call call, CallId parent) {
    if (!Thread.currentThread().isInterrupted()) {
      try {
        record.accept(new Event.CallNested(turn, parent, call));
        var end = calls.run(List.of(call)).getFirst();
        ended.accept(end);
        return end.result().content();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return List.of(new Block.Text("(interrupted: " + call.tool() + ")", Label.JACKDAW));
  }
}
