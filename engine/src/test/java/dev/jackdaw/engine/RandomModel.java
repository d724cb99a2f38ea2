package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A model that makes random calls, counts tokens in its own way, takes no more than its window, and
 * checks each request as a strict provider does.
 */
final class RandomModel implements Model {
  /** What it answers when it is asked for a note. */
  interface NoteTaker {
    Message.Assistant note(RandomGenerator random);
  }

  private final RandomGenerator random;
  private final int window;
  private final double charsPerToken;
  private final boolean tellsLimit;
  private final int maxOutputChars;
  private final NoteTaker notes;
  private final List<ModelRequest> requests = new ArrayList<>();
  private int ids;
  private int left;
  int overflows;

  RandomModel(RandomGenerator random, int window, NoteTaker notes) {
    this.random = random;
    this.window = window;
    this.notes = notes;
    this.charsPerToken = random.nextDouble(2.4, 4.2);
    this.tellsLimit = random.nextBoolean();
    this.maxOutputChars = Math.max(200, window / 10);
  }

  /** Lets it make so many turns with calls before it answers. */
  void work(int turns) {
    left = turns;
  }

  List<ModelRequest> requests() {
    return requests;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(
        "random",
        "claude-like",
        window,
        window / 8,
        EnumSet.of(ModelInfo.Feature.PROMPT_CACHE, ModelInfo.Feature.PARALLEL_CALLS),
        Optional.of(new Prices(3, 3.75, 0.3, 15)));
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
    Pairing.check(request);
    var tokens = tokens(request);
    if (tokens > window) {
      overflows++;
      throw new ModelException(
          ModelException.Failure.OVERFLOW, "too large", null, null, tellsLimit ? window : 0);
    }
    var usage = new Usage(tokens, 0, 0, 100, 0);
    if (isNote(request)) return new Reply(notes.note(random), usage, StopReason.END);
    requests.add(request);
    if (left-- <= 0) {
      return new Reply(said(new Block.Text(words("answer"), Label.MODEL)), usage, StopReason.END);
    }
    return new Reply(calls(), usage, StopReason.CALLS);
  }

  private static boolean isNote(ModelRequest request) {
    return request.messages().getLast().blocks().getLast() instanceof Block.Text(var text, _)
        && text.startsWith("Stop here for a moment");
  }

  private Message.Assistant calls() {
    var blocks = new ArrayList<Block.Said>();
    if (random.nextInt(3) == 0) {
      var opaque = Json.object().put("signature", words("sig")).build();
      blocks.add(new Block.Thinking("", "test", opaque));
    }
    if (random.nextInt(4) == 0) blocks.add(new Block.Text(words("text"), Label.MODEL));
    var count = random.nextInt(5) == 0 ? 1 + random.nextInt(8) : 1;
    for (var i = 0; i < count; i++) blocks.add(call());
    return new Message.Assistant(blocks);
  }

  private Block.Call call() {
    var id = new CallId("id" + ++ids);
    if (random.nextInt(3) == 0) {
      var input =
          Json.object().put("path", "f" + random.nextInt(30)).put("text", words("arg")).build();
      return new Block.Call(id, "write", input);
    }
    return new Block.Call(id, "look", Json.object().put("n", random.nextInt(50)).build());
  }

  private String words(String word) {
    return (word + ' ').repeat(1 + random.nextInt(Math.max(2, maxOutputChars / 40)));
  }

  private static Message.Assistant said(Block.Said block) {
    return new Message.Assistant(List.of(block));
  }

  private long tokens(ModelRequest request) {
    var chars = 0L;
    for (var block : request.system()) chars += block.text().length();
    for (var tool : request.tools()) {
      chars += tool.description().length() + tool.inputSchema().compact().length();
    }
    for (var message : request.messages()) {
      for (var block : message.blocks()) chars += chars(block);
    }
    return (long) (chars / charsPerToken);
  }

  private static long chars(Block block) {
    return switch (block) {
      case Block.Text text -> text.text().length();
      case Block.Image _ -> 4_000;
      case Block.Result result -> result.result().text().length();
      case Block.Thinking thinking -> thinking.opaque().compact().length();
      case Block.Call call -> call.input().compact().length() + 20;
    };
  }

  /** Checks that every request begins as the one before it, unless something was folded. */
  static void checkPrefix(ModelRequest before, ModelRequest now) {
    assertThat(now.system()).isEqualTo(before.system());
    assertThat(now.tools()).isEqualTo(before.tools());
    var old = blocks(before);
    var all = blocks(now);
    assertThat(all.size()).isGreaterThanOrEqualTo(old.size());
    assertThat(all.subList(0, old.size())).isEqualTo(old);
  }

  private static List<Block> blocks(ModelRequest request) {
    var blocks = new ArrayList<Block>();
    for (var message : request.messages()) blocks.addAll(message.blocks());
    return blocks;
  }
}
