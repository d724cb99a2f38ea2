package dev.jackdaw.cli;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A model that makes the calls it is given, so that calls of another program are decided, confined,
 * recorded and undone as those of a model are. Thread-safe.
 */
final class RelayModel implements Model {
  private final ConcurrentLinkedQueue<Block.Call> calls = new ConcurrentLinkedQueue<>();

  /** Makes the call with its next reply. */
  void make(Block.Call call) {
    calls.add(call);
  }

  /** Takes a call back that was not made yet. */
  void takeBack(Block.Call call) {
    calls.remove(call);
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(
        "mcp",
        "client",
        0,
        0,
        EnumSet.of(ModelInfo.Feature.IMAGES, ModelInfo.Feature.PARALLEL_CALLS),
        Optional.of(new Prices(0, 0, 0, 0)));
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
    var made = new ArrayList<Block.Said>();
    for (Block.Call call; (call = calls.poll()) != null; ) made.add(call);
    return made.isEmpty()
        ? new Reply(
            new Message.Assistant(List.of(new Block.Text("Done.", Label.MODEL))),
            Usage.NONE,
            StopReason.END)
        : new Reply(new Message.Assistant(made), Usage.NONE, StopReason.CALLS);
  }
}
