package dev.jackdaw.engine;

import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Prices;
import dev.jackdaw.api.Retention;
import dev.jackdaw.engine.context.Load;
import dev.jackdaw.engine.context.Terms;
import java.util.ArrayList;
import java.util.List;

/** Puts a conversation into figures. */
final class Loads {
  /** Room for a reply where the model's own limit is larger, or not known. */
  private static final int MOST_RESERVED = 32_000;

  /** A line for a call. */
  private static final int LINE_CHARS = 120;

  /** How the prices of most relate. */
  private static final Prices USUAL = new Prices(1, 1.25, 0.1, 5);

  private Loads() {}

  /** Returns what a model takes and asks for; {@code most} tokens of its window, 0 for all. */
  static Terms terms(ModelInfo model, int most) {
    var window =
        model.window() == 0 || most == 0
            ? Math.max(model.window(), most)
            : Math.min(model.window(), most);
    return terms(window, reserved(model, window), model);
  }

  static int reserved(ModelInfo model, int window) {
    var output = model.maxOutput() == 0 ? MOST_RESERVED : model.maxOutput();
    return window == 0 ? 0 : Math.min(Math.min(output, MOST_RESERVED), window / 6);
  }

  private static Terms terms(int window, int reserved, ModelInfo model) {
    var prices = model.prices().filter(known -> known.input() > 0).orElse(USUAL);
    return new Terms(
        window,
        reserved,
        prices.cacheRead() / prices.input(),
        Math.max(1, prices.cacheWrite() / prices.input()),
        prices.output() / prices.input());
  }

  static Load of(ModelRequest request, Transcript.View view, Measure measure, long unnoted) {
    var fixed = measure.tokens(request.system());
    for (var tool : request.tools()) fixed += measure.tokens(tool);
    var turns = new ArrayList<Load.Turn>();
    var open = measure.given(view.opening());
    var closed = InBrief.closed(view.turns());
    for (var turn : view.turns()) {
      if (turn != view.turns().getLast()) {
        turns.add(turn(turn, measure, turn.given(), turn.number() <= closed));
      } else if (turn.said().calls().isEmpty()) {
        turns.add(turn(turn, measure, List.of(), false));
        open += measure.given(turn.given());
      } else {
        open += measure.tokens(turn) + measure.given(turn.given());
      }
    }
    var digest = measure.tokens(view.digest());
    var stable = measure.tokens(view.digest().subList(0, Digest.stable(view.digest())));
    return new Load(fixed, digest, digest, stable, turns, open, task(view), unnoted);
  }

  /**
   * Returns the number of the first turn behind the last answer to which the user said something.
   */
  private static int task(Transcript.View view) {
    for (var turn : view.turns().reversed()) {
      if (turn.said().calls().isEmpty() && turn.isFollowedByPrompt()) return turn.number() + 1;
    }
    return 0;
  }

  private static Load.Turn turn(
      Turn turn, Measure measure, List<Turn.Given> given, boolean isClosed) {
    var kept = 0;
    for (var each : given) {
      if (each.kind() == Turn.Kind.PROMPT) kept += measure.tokens(each.block());
    }
    for (var ended : turn.ended().values()) {
      kept += measure.tokens(LINE_CHARS);
      if (ended.event().retention() == Retention.PINNED) {
        kept += measure.tokens(ended.result().content());
      }
    }
    var said = measure.given(given);
    return new Load.Turn(
        turn.number(),
        measure.tokens(turn) + said,
        InBrief.tokens(turn, isClosed, measure) + said,
        kept,
        isBoundary(turn));
  }

  /** A piece of work ends where the user speaks, and where the plan says so. */
  private static boolean isBoundary(Turn turn) {
    return turn.isFollowedByPrompt()
        || turn.ended().values().stream().anyMatch(ended -> ended.result().details().has("items"));
  }
}
