package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many tokens things take. Thread-safe, for one model at a time. */
final class Measure {
  private static final int IMAGE_TOKENS = 1_600;
  private static final int BLOCK_CHARS = 12;
  private static final double LEAST = 0.5;
  private static final double MOST = 2.5;
  private static final double WEIGHT = 0.3;

  private final Map<String, Double> corrections = new ConcurrentHashMap<>();
  private volatile double charsPerToken = 3.2;
  private volatile double correction = 1;
  private volatile String model = "";

  /** What has to be written out to be counted is counted once. */
  private final Map<Block, Integer> counted = Collections.synchronizedMap(new IdentityHashMap<>());

  /** Measures for this model from now on. */
  void of(String id) {
    if (model.equals(id)) return;
    model = id;
    charsPerToken = id.contains("claude") ? 2.8 : 3.2;
    correction = corrections.getOrDefault(id, 1.0);
  }

  /** Learns from what the provider counted. */
  void observe(ModelRequest request, long counted) {
    var plain = plain(request);
    if (plain < 1_000 || counted < 500) return;
    var ratio = Math.clamp(counted / plain, LEAST, MOST);
    correction += WEIGHT * (ratio - correction);
    corrections.put(model, correction);
  }

  private double plain(ModelRequest request) {
    var chars = 0L;
    for (var block : request.system()) chars += chars(block);
    for (var tool : request.tools()) chars += chars(tool);
    var images = 0;
    for (var message : request.messages()) {
      for (var block : message.blocks()) {
        chars += chars(block);
        images += images(block);
      }
    }
    return chars / charsPerToken + images * IMAGE_TOKENS;
  }

  int tokens(long chars) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(chars / charsPerToken * correction));
  }

  /** Returns how many characters give so many tokens. */
  int chars(long tokens) {
    return (int) Math.min(Integer.MAX_VALUE, tokens * charsPerToken / correction);
  }

  int tokens(Block block) {
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

  int tokens(ToolSpec tool) {
    return tokens(chars(tool));
  }

  int tokens(ModelRequest request) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(plain(request) * correction));
  }

  private static long chars(ToolSpec tool) {
    return tool.name().length()
        + tool.description().length()
        + tool.inputSchema().compact().length()
        + BLOCK_CHARS;
  }

  private long chars(Block block) {
    return BLOCK_CHARS
        + switch (block) {
          case Block.Text text -> text.text().length();
          case Block.Image _ -> 0L;
          case Block.Result(_, var result) -> chars(result);
          case Block.Thinking _, Block.Call _ ->
              counted.computeIfAbsent(block, Measure::written).longValue();
        };
  }

  private static int written(Block block) {
    return switch (block) {
      case Block.Thinking thinking ->
          Math.max(thinking.text().length(), thinking.opaque().compact().length());
      case Block.Call call ->
          call.tool().length() + call.input().compact().length() + call.malformed().length();
      case Block.Text _, Block.Image _, Block.Result _ -> 0;
    };
  }

  /** Forgets what was counted of blocks that are shown no longer. */
  void forget() {
    counted.clear();
  }

  private long chars(ToolResult result) {
    var chars = 0L;
    for (var block : result.content()) chars += chars(block);
    return chars;
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
