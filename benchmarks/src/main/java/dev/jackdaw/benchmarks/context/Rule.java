package dev.jackdaw.benchmarks.context;

import dev.jackdaw.benchmarks.context.Summarising.Limit;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.engine.context.Thresholds;
import java.util.Locale;

/**
 * The policies that are compared. P0 to P9 model published rules, not products: numbers are from
 * public documentation and open source as of 2026, everything else is as good as for ours (places
 * of marks, exact counts, results no longer than a quarter of the window).
 */
enum Rule {
  P0("keep all; at the limit the older half goes"),
  P1("keep all; at the limit as little as needed goes, at every request"),
  P2("only the newest 10 observations, at every request"),
  P3("as pi: at window - 16,384 a summary, the newest 20,000 tokens stay, code lists paths"),
  P4("as Codex: at 90 % a summary behind the prompt, 20,000 tokens of user messages stay"),
  P5("as Gemini CLI: at 50 % a summary of the older 70 % of the limit"),
  P6("as OpenCode: prune results beyond 40,000 tokens; summary at the limit"),
  P7("as Anthropic's context editing: at 100,000 clear all but 3 results, 20,000 at least"),
  P8("as OpenHands: beyond 240 events a summary of the middle, half of them stay"),
  P9("at 95 % a summary behind the prompt stands for everything"),
  FRUGAL("Jackdaw, frugal"),
  BALANCED("Jackdaw, balanced"),
  VERBATIM("Jackdaw, verbatim"),
  OPTIMUM_FRUGAL("the cheapest schedule of folds that leave frugal's tail, found afterwards"),
  OPTIMUM_BALANCED("the same with balanced's tail");

  private static final int PI_RESERVE = 16_384;
  private static final int PI_RECENT = 20_000;
  private static final int CODEX_USER = 20_000;
  private final String text;

  Rule(String text) {
    this.text = text;
  }

  String id() {
    return isPeer() ? name() : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String text() {
    return text;
  }

  boolean isPeer() {
    return switch (this) {
      case P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 -> true;
      case FRUGAL, BALANCED, VERBATIM, OPTIMUM_FRUGAL, OPTIMUM_BALANCED -> false;
    };
  }

  /** Returns whether it looks into the future. */
  boolean isOptimum() {
    return this == OPTIMUM_FRUGAL || this == OPTIMUM_BALANCED;
  }

  /** An assumption for summaries that a model writes; what code writes is checked instead. */
  double falseMemory() {
    return switch (this) {
      case P3, P4, P5, P6, P8, P9 -> 0.02;
      case P0, P1, P2, P7, FRUGAL, BALANCED, VERBATIM, OPTIMUM_FRUGAL, OPTIMUM_BALANCED -> 0;
    };
  }

  /**
   * Returns the policy for one replay.
   *
   * @param sitting as in the window
   * @param cache of which only prices and lifetime are asked
   */
  Policy policy(Sitting sitting, int window, PromptCache cache, Thresholds thresholds) {
    return switch (this) {
      case P0 -> Truncation.inHalves();
      case P1 -> Truncation.sliding();
      case P2 -> new Masking(10);
      case P3 -> summarising(new Limit(1, PI_RESERVE), fixed(PI_RECENT), false, true, 0);
      case P4 -> summarising(new Limit(0.9, 0), new Limit(0, 0), true, false, CODEX_USER);
      case P5 -> summarising(new Limit(0.5, 0), new Limit(0.15, 0), false, false, 0);
      case P6 -> new Pruning();
      case P7 -> new Clearing(100_000, 3, 20_000);
      case P8 -> new Condensing(240, 2);
      case P9 -> summarising(new Limit(0.95, 0), new Limit(0, 0), true, false, 0);
      case FRUGAL -> Folding.advised(Profile.FRUGAL, thresholds);
      case BALANCED -> Folding.advised(Profile.BALANCED, thresholds);
      case VERBATIM -> Folding.advised(Profile.VERBATIM, thresholds);
      case OPTIMUM_FRUGAL -> optimum(sitting, Profile.FRUGAL, window, cache);
      case OPTIMUM_BALANCED -> optimum(sitting, Profile.BALANCED, window, cache);
    };
  }

  private static Policy optimum(Sitting sitting, Profile profile, int window, PromptCache cache) {
    return Folding.scheduled(Optimum.of(sitting, profile, window, cache).folds());
  }

  private static Policy summarising(
      Limit trigger, Limit tail, boolean asSuffix, boolean paths, int userTokens) {
    return new Summarising(new Summarising.Rule(trigger, tail, asSuffix, paths, userTokens));
  }

  private static Limit fixed(int tokens) {
    return new Limit(0, -tokens);
  }
}
