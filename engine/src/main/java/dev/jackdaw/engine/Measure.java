package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.engine.context.Calibration;
import dev.jackdaw.engine.context.Chars;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * How many tokens the parts of requests take, as far as the counts of the provider have taught.
 * Thread-safe, for one model at a time.
 */
final class Measure {
  /** About what the providers ask for a picture of the largest size that is sent. */
  private static final int IMAGE_TOKENS = 1_600;

  /** What stands around a block. */
  private static final Chars FRAME = Chars.ofCode("{\"type\":\"x\"},");

  private static final Chars SAMPLE = Chars.ofCode("0123456789".repeat(100));

  private final Calibration calibration = new Calibration();
  private final Set<String> learned = new HashSet<>();

  /** What has been counted is not counted again: between two requests most stays the same. */
  private final IdentityHashMap<Object, Chars> counted = new IdentityHashMap<>();

  private String model = "";

  /** Measures for this model from now on. */
  synchronized void of(String id) {
    model = id;
  }

  /** Returns whether a provider's counts have taught anything of the model. */
  synchronized boolean hasLearned() {
    return learned.contains(model);
  }

  /** Learns from what the provider counted. */
  synchronized void observe(ModelRequest request, long tokens) {
    if (tokens <= 0) return;
    learned.add(model);
    calibration.observe(model, chars(request), tokens - (long) images(request) * IMAGE_TOKENS);
  }

  private Chars chars(ModelRequest request) {
    var sum = Chars.NONE;
    for (var block : request.system()) sum = sum.plus(chars(block));
    for (var tool : request.tools()) sum = sum.plus(chars(tool));
    for (var message : request.messages()) {
      for (var block : message.blocks()) sum = sum.plus(chars(block));
    }
    return sum;
  }

  private static int images(ModelRequest request) {
    var images = 0;
    for (var message : request.messages()) {
      for (var block : message.blocks()) images += images(block);
    }
    return images;
  }

  /** As long as nothing was counted, rather too many. */
  private int tokens(Chars chars) {
    var tokens =
        learned.contains(model)
            ? calibration.estimate(model, chars)
            : calibration.atMost(model, chars);
    return (int) Math.min(Integer.MAX_VALUE, tokens);
  }

  /** Returns what so many characters take. */
  synchronized int tokens(long chars) {
    return (int) Math.min(Integer.MAX_VALUE, chars * tokens(SAMPLE) / SAMPLE.all());
  }

  /** Returns how many characters give so many tokens. */
  synchronized int chars(long tokens) {
    return (int) Math.min(Integer.MAX_VALUE, tokens * SAMPLE.all() / Math.max(1, tokens(SAMPLE)));
  }

  synchronized int tokens(Block block) {
    return tokens(chars(block)) + images(block) * IMAGE_TOKENS;
  }

  int tokens(List<? extends Block> blocks) {
    var sum = 0;
    for (var block : blocks) sum += tokens(block);
    return sum;
  }

  /** Returns what the result or prompt with that number takes. */
  int tokensAt(Transcript.View view, long number) {
    var sum = at(view.opening(), number);
    for (var turn : view.turns()) {
      sum += at(turn.given(), number);
      for (var ended : turn.ended().values()) {
        if (ended.at() == number) sum += tokens(ended.result().content());
      }
    }
    return sum;
  }

  /** Returns how many tokens fewer the input of a call takes. */
  int saved(Transcript.View view, Fold.Elided elided) {
    for (var turn : view.turns()) {
      for (var call : turn.said().calls()) {
        if (call.id().equals(elided.call())) {
          return tokens(call) - tokens(call.withInput(elided.input()));
        }
      }
    }
    return 0;
  }

  private int at(List<Turn.Given> given, long number) {
    return given(given.stream().filter(each -> each.at() == number).toList());
  }

  int given(List<Turn.Given> given) {
    var sum = 0;
    for (var each : given) sum += tokens(each.block());
    return sum;
  }

  /** Returns what the reply and the results take. */
  int tokens(Turn turn) {
    var sum = tokens(turn.said().blocks());
    for (var call : turn.said().calls()) {
      var ended = turn.ended().get(call.id());
      if (ended != null) sum += tokens(ended.result().content());
    }
    return sum;
  }

  synchronized int tokens(ToolSpec tool) {
    return tokens(chars(tool));
  }

  synchronized int tokens(ModelRequest request) {
    return tokens(chars(request)) + images(request) * IMAGE_TOKENS;
  }

  /** Forgets what was counted of blocks that are shown no longer. */
  synchronized void forget() {
    counted.clear();
  }

  private Chars chars(ToolSpec tool) {
    var known = counted.get(tool);
    if (known != null) return known;
    var chars =
        FRAME
            .plus(Chars.ofProse(tool.name() + tool.description()))
            .plus(Chars.ofCode(tool.inputSchema().compact()));
    counted.put(tool, chars);
    return chars;
  }

  /** Results are wrapped anew for each request; what they hold is not. */
  private Chars chars(Block block) {
    if (block instanceof Block.Result(_, var result)) {
      var sum = FRAME;
      for (var content : result.content()) sum = sum.plus(chars(content));
      return sum;
    }
    var known = counted.get(block);
    if (known != null) return known;
    var chars = FRAME.plus(written(block));
    counted.put(block, chars);
    return chars;
  }

  private static Chars written(Block block) {
    return switch (block) {
      case Block.Text text ->
          switch (text.label().source()) {
            case COMMAND, WORKSPACE, OUTSIDE -> Chars.ofCode(text.text());
            case USER, JACKDAW, MEMORY, MODEL, WEB, MCP, SUBAGENT -> Chars.ofProse(text.text());
          };
      case Block.Image _, Block.Result _ -> Chars.NONE;
      case Block.Thinking(var text, _, var opaque) ->
          opaque.members().isEmpty() ? Chars.ofProse(text) : Chars.ofCode(opaque.compact());
      case Block.Call call -> Chars.ofCode(call.tool() + call.input().compact() + call.malformed());
    };
  }

  private static int images(Block block) {
    return switch (block) {
      case Block.Image _ -> 1;
      case Block.Result(_, var result) ->
          (int) result.content().stream().filter(Block.Image.class::isInstance).count();
      case Block.Text _, Block.Thinking _, Block.Call _ -> 0;
    };
  }
}
