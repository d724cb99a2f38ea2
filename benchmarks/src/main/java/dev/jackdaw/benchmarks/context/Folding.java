package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Advice;
import dev.jackdaw.engine.context.Load;
import dev.jackdaw.engine.context.Planner;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.engine.context.Terms;
import dev.jackdaw.engine.context.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Jackdaw does: the planner is the engine's own, the digest a model of it. */
final class Folding implements Policy {
  /** Of results and inputs of calls that are shown in part. */
  private static final List<Integer> SHORT_TOKENS = List.of(1_000, 250);

  private final Decider decider;
  private final List<Load.Turn> turns = new ArrayList<>();

  /** Steps that were folded. */
  private int folded;

  private int digest;

  private int stable;

  /** Says up to which turn to fold before a request, if at all. */
  private interface Decider {
    Optional<Span> through(Load load, Desk desk, int rung);

    default void requested(Load load, Desk desk) {}
  }

  /** Turns to fold, and turns to show in brief. */
  record Span(int through, int brief) {}

  private Folding(Decider decider) {
    this.decider = decider;
  }

  /** Folds when the engine's planner advises to. */
  static Folding advised(Profile profile, Thresholds thresholds) {
    return new Folding(new Advised(new Planner(profile, thresholds), thresholds.note()));
  }

  /** Folds before these requests, each up to a turn. */
  static Folding scheduled(Map<Integer, Span> folds) {
    return new Folding((_, desk, rung) -> {
      var through = rung == 0 ? folds.get(desk.request()) : null;
      return Optional.ofNullable(through);
    });
  }

  /** What the planner says. A note, where there is one, is asked for behind the prompt. */
  private record Advised(Planner planner, int note) implements Decider {
    @Override
    public Optional<Span> through(Load load, Desk desk, int rung) {
      var isCold = desk.isCold() && rung == 0;
      if (!(planner.advise(load, terms(desk), isCold, rung) instanceof Advice.Go go)) {
        return Optional.empty();
      }
      if (note > 0) desk.noted(load.total(), note);
      return Optional.of(new Span(go.through(), go.brief()));
    }

    @Override
    public void requested(Load load, Desk desk) {
      planner.requested(load, terms(desk));
    }
  }

  @Override
  public void arrange(View view, Desk desk) {
    var request = desk.request();
    if (request > 0) finish(request, desk);
    for (var rung = 0; ; rung++) {
      var through = decider.through(load(desk), desk, rung);
      if (through.isEmpty()) break;
      fold(through.get(), view, desk);
    }
    if (view.tokens() > desk.usable()) shorten(view, desk);
    decider.requested(load(desk), desk);
  }

  /**
   * No fold of turns makes it fit: long results and inputs of the newest ones are shown in part,
   * then the digest tells less, and the words of users go last.
   */
  private void shorten(View view, Desk desk) {
    for (var most : SHORT_TOKENS) {
      if (view.tokens() > desk.usable()) shortenTo(most, view, desk);
    }
    for (var limits : List.of(Reducer.Digest.FEW_LINES, Reducer.Digest.SHORT)) {
      if (view.tokens() > desk.usable() && folded > 0) digest(limits, view, desk);
    }
    desk.folded();
  }

  private void shortenTo(int most, View view, Desk desk) {
    for (var i = 1; i < view.size(); i++) {
      var piece = view.get(i);
      var less = piece.shortened(most, most, desk.sitting().facts());
      if (less.tokens() == piece.tokens()) continue;
      view.set(i, less);
      var saved = piece.tokens() - less.tokens();
      turns.replaceAll(turn -> turn.number() == piece.step() ? less(turn, saved) : turn);
    }
  }

  private static Load.Turn less(Load.Turn turn, int saved) {
    var tokens = turn.tokens() - saved;
    var brief = Math.min(tokens, turn.brief());
    return new Load.Turn(turn.number(), tokens, brief, turn.kept(), turn.isBoundary());
  }

  /** Shows long texts of turns up to this one in part. */
  private void shorten(int through, View view, Desk desk) {
    for (var i = 1; i < view.size(); i++) {
      var piece = view.get(i);
      if (piece.kind() == Piece.Kind.DIGEST || piece.step() < folded) continue;
      if (piece.step() > through) break;
      var brief = piece.brief(desk.sitting().facts());
      view.set(i, brief);
    }
    turns.replaceAll(turn -> turn.number() <= through ? brief(turn) : turn);
  }

  private static Load.Turn brief(Load.Turn turn) {
    return new Load.Turn(turn.number(), turn.brief(), turn.kept(), turn.isBoundary());
  }

  /** The turn before is over; what the user said since belongs to the turn before that. */
  private void finish(int request, Desk desk) {
    var last = desk.step(request - 1);
    var isDone = last.endsWork() || !desk.step(request).said().isEmpty();
    if (!last.said().isEmpty() && !turns.isEmpty()) hear(last, request - 2);
    turns.add(
        new Load.Turn(
            request - 1,
            last.replyTokens(),
            last.brief(desk.sitting().facts()),
            Reducer.kept(last),
            isDone));
  }

  private void hear(Step said, int number) {
    var turn = turns.removeLast();
    if (turn.number() != number) throw new IllegalStateException("turns are out of order");
    var kept = said.said().stream().mapToInt(Reducer::kept).sum();
    turns.add(
        new Load.Turn(
            number,
            turn.tokens() + said.saidTokens(),
            turn.brief() + said.saidTokens(),
            turn.kept() + kept,
            turn.isBoundary()));
  }

  private Load load(Desk desk) {
    var open = desk.step(desk.request()).saidTokens();
    var fixed = desk.sitting().fixed().tokens();
    // What began the session belongs to no turn: it is part of what a fold keeps.
    var first = folded == 0 && desk.request() > 0 ? desk.step(0).saidTokens() : 0;
    return new Load(fixed, digest + first, digest + first, stable, turns, open);
  }

  private static Terms terms(Desk desk) {
    var cache = desk.cache();
    return new Terms(
        desk.window(), desk.reserved(), cache.readPrice(), cache.writePrice(), PromptCache.OUTPUT);
  }

  private void fold(Span span, View view, Desk desk) {
    folded = span.through() + 1;
    turns.removeIf(turn -> turn.number() <= span.through());
    shorten(span.brief(), view, desk);
    digest(Reducer.Digest.USUAL, view, desk);
    desk.folded();
  }

  /** Puts the digest of what is folded in the place of that, and of the digest before. */
  private void digest(Reducer.Digest limits, View view, Desk desk) {
    var pieces = new Reducer(desk.sitting(), limits, desk.room()).digest(folded);
    digest = (int) Desk.tokens(pieces);
    var same = 0;
    while (same < pieces.size() && pieces.get(same).equals(view.get(1 + same))) same++;
    view.replace(1 + same, view.indexOfReply(folded), pieces.subList(same, pieces.size()));
    stable = digest - pieces.getLast().tokens();
    view.markStable(pieces.size());
  }
}
