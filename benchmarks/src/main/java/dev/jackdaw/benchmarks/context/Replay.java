package dev.jackdaw.benchmarks.context;

import dev.jackdaw.engine.context.Thresholds;
import java.util.EnumMap;

/** Replays a session with a policy, request by request. */
final class Replay {
  private final Sitting sitting;
  private final Rule rule;
  private final int window;
  private final PromptCache cache;
  private final EnumMap<Fact.Kind, Share> facts = new EnumMap<>(Fact.Kind.class);
  private double units;
  private long prompts;
  private long read;
  private long written;
  private long output;
  private long peak;
  private int overflows;

  /** How many of how many facts were known. */
  private record Share(long known, long all) {
    Share plus(boolean isKnown) {
      return new Share(known + (isKnown ? 1 : 0), all + 1);
    }
  }

  private Replay(Sitting sitting, Rule rule, int window, PromptCache cache) {
    this.sitting = sitting;
    this.rule = rule;
    this.window = window;
    this.cache = cache;
  }

  static Outcome of(
      Sitting sitting, Rule rule, int window, PromptCache cache, Thresholds thresholds) {
    var seen = sitting.in(window);
    return of(seen, rule, rule.policy(seen, window, cache, thresholds), window, cache);
  }

  /** Replays a session that is as in the window. */
  static Outcome of(Sitting sitting, Rule rule, Policy policy, int window, PromptCache cache) {
    return new Replay(sitting, rule, window, cache).run(policy);
  }

  private Outcome run(Policy policy) {
    var view = new View(sitting.fixed(), sitting.facts().size());
    var desk = new Desk(sitting, window, cache);
    var now = 0.0;
    for (var step : sitting.steps()) {
      now += step.seconds();
      if (step.losesCache()) cache.forget();
      for (var piece : step.said()) view.add(piece);
      desk.next(step.number(), step.number() > 0 && cache.isCold(now));
      policy.arrange(view, desk);
      Invariants.check(view);
      if (!step.said().isEmpty()) probe(view, step.number());
      pay(view, desk, step, now);
      for (var piece : step.reply()) view.add(piece);
    }
    probe(view, sitting.steps().size());
    return outcome(desk);
  }

  private void pay(View view, Desk desk, Step step, double now) {
    var bill = cache.send(view, now);
    view.sent();
    units += cache.price(bill) + PromptCache.OUTPUT * step.outputTokens();
    read += bill.read();
    written += bill.written();
    output += step.outputTokens();
    prompts += view.tokens();
    peak = Math.max(peak, view.tokens());
    if (view.tokens() > desk.usable()) overflows++;
  }

  private void probe(View view, int request) {
    for (var fact : sitting.facts()) {
      if (!fact.matters(request)) continue;
      var share = facts.getOrDefault(fact.kind(), new Share(0, 0));
      facts.put(fact.kind(), share.plus(view.tells(fact.number())));
    }
  }

  private Outcome outcome(Desk desk) {
    var spent = cache.readPrice() * desk.read() + desk.fresh() + PromptCache.OUTPUT * desk.output();
    var shares = new EnumMap<Fact.Kind, Double>(Fact.Kind.class);
    facts.forEach((kind, share) -> shares.put(kind, (double) share.known() / share.all()));
    return new Outcome(
        sitting,
        rule,
        window,
        units + spent,
        prompts + desk.read() + desk.fresh(),
        read + desk.read(),
        written,
        output + desk.output(),
        desk.folds(),
        peak,
        overflows,
        shares);
  }
}
