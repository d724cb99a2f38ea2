package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes its calls one after the other, whatever it is shown, and says "Done." behind them. */
final class SequenceModel implements Model {
  private final int window;
  private final String note;
  private final ArrayDeque<Block.Call> calls = new ArrayDeque<>();
  private final List<ModelRequest> requests = new ArrayList<>();
  private int ids;

  /** {@code note} is what it says when it is asked for one. */
  SequenceModel(int window, String note) {
    this.window = window;
    this.note = note;
  }

  SequenceModel calling(String tool, String input) {
    calls.add(new Block.Call(new CallId("c" + ++ids), tool, Json.parseObject(input)));
    return this;
  }

  SequenceModel looking(int times) {
    for (var i = 0; i < times; i++) calling("look", "{\"n\":" + ids + "}");
    return this;
  }

  List<ModelRequest> requests() {
    return requests;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(
        "test",
        "sequence",
        window,
        1_000,
        EnumSet.noneOf(ModelInfo.Feature.class),
        Optional.empty());
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
    Pairing.check(request);
    var usage = new Usage(PromptSize.chars(request) / 3, 0, 0, 10, 0);
    var last = request.messages().getLast().blocks().getLast();
    if (last instanceof Block.Text(var text, _) && text.startsWith("Stop here for a moment")) {
      return new Reply(said(note), usage, StopReason.END);
    }
    requests.add(request);
    var call = calls.poll();
    return call == null
        ? new Reply(said("Done."), usage, StopReason.END)
        : new Reply(new Message.Assistant(List.of(call)), usage, StopReason.CALLS);
  }

  private static Message.Assistant said(String text) {
    return new Message.Assistant(List.of(new Block.Text(text, Label.MODEL)));
  }
}
