package dev.jackdaw.engine;

import static dev.jackdaw.engine.context.Lengths.BRIEF_INPUT_TOKENS;
import static dev.jackdaw.engine.context.Lengths.BRIEF_RESULT_TOKENS;
import static dev.jackdaw.engine.context.Lengths.WHOLE_INPUT_TOKENS;
import static dev.jackdaw.engine.context.Lengths.WHOLE_RESULT_TOKENS;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Retention;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of the older ones of the turns that a fold leaves: long results and long texts in
 * the inputs of calls are cut, and thinking goes where its loop of calls is over. What the provider
 * cached of them is lost with the fold, so it costs nothing to cut them then.
 *
 * @param results those to cut
 * @param inputs of calls to cut
 * @param unthought the number of the last turn that loses its thinking; 0 for none
 */
record InBrief(List<Fold.Shortened> results, List<Fold.Elided> inputs, int unthought) {

  /** Returns what is left of the turns behind {@code through}, up to {@code brief}. */
  static InBrief of(List<Turn> turns, int through, int brief, Measure measure) {
    var closed = closed(turns);
    var results = new ArrayList<Fold.Shortened>();
    var inputs = new ArrayList<Fold.Elided>();
    for (var turn : turns) {
      if (turn.number() <= through || turn.number() > brief) continue;
      results.addAll(results(turn, measure));
      inputs.addAll(
          inputs(turn, turn.number() <= closed, measure, BRIEF_INPUT_TOKENS, WHOLE_INPUT_TOKENS));
    }
    return new InBrief(results, inputs, Math.min(closed, brief));
  }

  /** Returns the results with those that come again later, which need no more than a pointer. */
  List<Fold.Shortened> and(List<Fold.Shortened> repeated) {
    var pointed = repeated.stream().map(Fold.Shortened::number).toList();
    var all = new ArrayList<>(repeated);
    for (var each : results) if (!pointed.contains(each.number())) all.add(each);
    return all;
  }

  /** Returns the number of the last turn whose loop of calls is over; 0 for none. */
  static int closed(List<Turn> turns) {
    for (var turn : turns.reversed()) {
      if (turn != turns.getLast() && turn.isFollowedByPrompt()) return turn.number();
    }
    return 0;
  }

  /** Returns how many tokens such a turn takes in brief. */
  static int tokens(Turn turn, boolean isClosed, Measure measure) {
    var sum = 0;
    for (var block : turn.said().blocks()) {
      sum +=
          switch (block) {
            case Block.Text text -> measure.tokens(text);
            case Block.Thinking thinking -> isClosed ? 0 : measure.tokens(thinking);
            case Block.Call call -> {
              var tokens = measure.tokens(call);
              yield mayCut(turn, isClosed) && tokens > WHOLE_INPUT_TOKENS
                  ? BRIEF_INPUT_TOKENS
                  : tokens;
            }
          };
    }
    for (var call : turn.said().calls()) {
      var ended = turn.ended().get(call.id());
      if (ended == null) continue;
      var tokens = measure.tokens(ended.result().content());
      sum += stays(ended) || tokens <= WHOLE_RESULT_TOKENS ? tokens : BRIEF_RESULT_TOKENS;
    }
    return sum;
  }

  private static boolean stays(Turn.Ended ended) {
    return ended.event().retention() == Retention.PINNED;
  }

  private static List<Fold.Shortened> results(Turn turn, Measure measure) {
    var cut = new ArrayList<Fold.Shortened>();
    for (var ended : turn.ended().values()) {
      if (stays(ended)) continue;
      if (measure.tokens(ended.result().content()) <= WHOLE_RESULT_TOKENS) continue;
      var chars = measure.chars(BRIEF_RESULT_TOKENS) - Shortening.MARK_CHARS;
      cut.add(Shortening.result(ended, Math.max(Shortening.MARK_CHARS, chars)));
    }
    return cut;
  }

  /** Returns the inputs of calls that are over and longer than {@code whole}, cut. */
  static List<Fold.Elided> inputs(
      Turn turn, boolean isClosed, Measure measure, int tokens, double whole) {
    var cut = new ArrayList<Fold.Elided>();
    if (!mayCut(turn, isClosed)) return cut;
    for (var call : turn.said().calls()) {
      if (!turn.ended().containsKey(call.id())) continue;
      if (measure.tokens(call) <= whole) continue;
      var input = Shortening.input(call.input(), measure.chars(tokens), turn.at());
      if (!input.equals(call.input())) cut.add(new Fold.Elided(call.id(), input));
    }
    return cut;
  }

  /**
   * A signature of thinking may be one of the call behind it, and has to fit as long as the loop is
   * open.
   */
  private static boolean mayCut(Turn turn, boolean isClosed) {
    return isClosed || turn.said().blocks().stream().noneMatch(Block.Thinking.class::isInstance);
  }
}
