package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.ContextReport.Kind;
import dev.jackdaw.api.ContextReport.Share;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ModelInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports and folds to look at. */
final class Reports {
  static final ModelInfo MODEL =
      new ModelInfo("fake", "small", 200_000, 8_000, Set.of(), Optional.empty());

  private Reports() {}

  static ContextReport usual(List<String> pins, List<Fold> folds) {
    return new ContextReport(
        MODEL,
        182_400,
        List.of(
            share(Kind.SYSTEM, 1, 2_140, 0.0123),
            share(Kind.TOOLS, 17, 2_980, 0.0171),
            share(Kind.INSTRUCTIONS, 2, 1_410, 0.0081),
            share(Kind.DIGEST, 4, 9_700, 0.0311),
            share(Kind.USER, 9, 730, 0.0042),
            share(Kind.REPLIES, 41, 3_900, 0.0224),
            share(Kind.CALLS, 88, 21_050, 0.121),
            share(Kind.RESULTS, 88, 46_300, 1.2662),
            share(Kind.THINKING, 0, 0, 0),
            new Share(Kind.NOTICES, 1, 40, Optional.empty())),
        Optional.of(0.914),
        folds,
        pins,
        "A fold pays for itself in about 21 requests, at some 101k tokens.");
  }

  private static Share share(Kind kind, int pieces, long tokens, double dollars) {
    return new Share(kind, pieces, tokens, Optional.of(dollars));
  }

  static Fold fold(int number) {
    return new Fold(
        number,
        31,
        List.of(
            new Block.Text("Your messages so far:\n", Label.JACKDAW),
            new Block.Text("#3 fix the port\u001b[31m clash\n", Label.USER),
            new Block.Text("#90 and keep the API\n", Label.USER),
            new Block.Text("#4 bash \"mvn test\" exit 1: PortTest\n".repeat(20), Label.JACKDAW)),
        List.of(new Fold.Shortened(12, "…")),
        Fold.Reason.PRESSURE,
        "the window is nearly full",
        98_000,
        34_100);
  }
}
