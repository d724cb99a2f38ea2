package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.ContextReport.Kind;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What takes the tokens of requests, and what that cost so far. Thread-safe. */
final class Shares {
  private static final class Sum {
    int pieces;
    long tokens;
  }

  private final Measure measure;
  private final Map<Kind, Double> dollars = new EnumMap<>(Kind.class);
  private boolean priced = true;

  Shares(Measure measure) {
    this.measure = measure;
  }

  /** Divides what a request cost among what it held. */
  synchronized void spent(
      ModelRequest request, Transcript.View view, Usage usage, ModelInfo model) {
    var prompt =
        new Usage(
            usage.input(),
            usage.cacheRead(),
            usage.cacheWrite(),
            0,
            0,
            usage.known(),
            usage.hourWrite());
    var cost = model.prices().flatMap(prices -> prices.of(prompt));
    if (cost.isEmpty()) {
      priced = false;
      return;
    }
    var sums = sums(request, view);
    var total = sums.values().stream().mapToLong(sum -> sum.tokens).sum();
    if (total == 0) return;
    sums.forEach((kind, sum) -> dollars.merge(kind, cost.get() * sum.tokens / total, Double::sum));
  }

  synchronized List<ContextReport.Share> of(ModelRequest request, Transcript.View view) {
    var all = new ArrayList<ContextReport.Share>();
    sums(request, view)
        .forEach((kind, sum) ->
            all.add(
                new ContextReport.Share(
                    kind,
                    sum.pieces,
                    sum.tokens,
                    priced ? Optional.of(dollars.getOrDefault(kind, 0.0)) : Optional.empty())));
    return all;
  }

  /** Returns the sizes as a sentence, the largest first. */
  String sizes(ModelRequest request, Transcript.View view) {
    return of(request, view).stream()
        .sorted((a, b) -> Long.compare(b.tokens(), a.tokens()))
        .map(share -> share.kind().text() + " " + share.tokens())
        .collect(Collectors.joining(", "));
  }

  private Map<Kind, Sum> sums(ModelRequest request, Transcript.View view) {
    var sums = new EnumMap<Kind, Sum>(Kind.class);
    for (var tool : request.tools()) add(sums, Kind.TOOLS, measure.tokens(tool));
    for (var block : request.system()) {
      add(sums, isMemory(block) ? Kind.INSTRUCTIONS : Kind.SYSTEM, measure.tokens(block));
    }
    for (var block : view.digest()) add(sums, Kind.DIGEST, measure.tokens(block));
    given(sums, view.opening());
    for (var turn : view.turns()) {
      for (var block : turn.said().blocks()) add(sums, kind(block), measure.tokens(block));
      for (var ended : turn.ended().values()) {
        if (turn.said().calls().stream().anyMatch(call -> call.id().equals(ended.event().call()))) {
          add(sums, Kind.RESULTS, measure.tokens(ended.result().content()));
        }
      }
      given(sums, turn.given());
    }
    return sums;
  }

  private void given(Map<Kind, Sum> sums, List<Turn.Given> given) {
    for (var each : given) {
      var kind =
          switch (each.kind()) {
            case PROMPT -> Kind.USER;
            case NOTICE, FACT -> Kind.NOTICES;
            case MEMORY -> Kind.INSTRUCTIONS;
          };
      add(sums, kind, measure.tokens(each.block()));
    }
  }

  private static Kind kind(Block.Said block) {
    return switch (block) {
      case Block.Text _ -> Kind.REPLIES;
      case Block.Thinking _ -> Kind.THINKING;
      case Block.Call _ -> Kind.CALLS;
    };
  }

  private static boolean isMemory(Block block) {
    return block.label().source() == Label.Source.MEMORY;
  }

  private static void add(Map<Kind, Sum> sums, Kind kind, long tokens) {
    var sum = sums.computeIfAbsent(kind, _ -> new Sum());
    sum.pieces++;
    sum.tokens += tokens;
  }
}
