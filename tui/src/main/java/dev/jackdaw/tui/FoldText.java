package dev.jackdaw.tui;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import java.util.ArrayList;
import java.util.List;

/** Says what a fold does to a conversation. */
final class FoldText {
  private static final int PREVIEW_LINES = 16;

  private FoldText() {}

  /** Returns what a person should know of a fold that happened. */
  static List<String> happened(Fold fold, Look look, Signs signs) {
    var lines = new ArrayList<String>();
    lines.add(
        look.yellow(signs.fold() + " folded")
            + (fold.through() == 0 ? ": " : " up to turn " + fold.through() + ": ")
            + change(fold, signs)
            + look.dim("  " + OutputFilter.line(fold.detail())));
    lines.add(look.dim("  " + kept(fold) + ". /uncompact takes it back."));
    return lines;
  }

  /** Returns what a person should know of a fold that may happen. */
  static List<String> wouldHappen(Fold fold, Signs signs) {
    return List.of(
        "This would fold everything up to turn "
            + fold.through()
            + ": "
            + change(fold, signs)
            + ".",
        "  " + kept(fold) + ".");
  }

  /** Returns the sizes before and after, such as {@code 98.0k -> 34.1k tokens (-65 %)}. */
  static String change(Fold fold, Signs signs) {
    return Amounts.tokens(fold.before())
        + " "
        + signs.arrow()
        + " "
        + Amounts.tokens(fold.after())
        + " tokens"
        + percent(fold);
  }

  private static String percent(Fold fold) {
    if (fold.before() <= 0) return "";
    var percent = Math.round(100.0 * (fold.after() - fold.before()) / fold.before());
    return " (" + (percent > 0 ? "+" : "") + percent + " %)";
  }

  private static String kept(Fold fold) {
    var own = 0;
    for (var block : fold.digest()) if (block.label().source() == Label.Source.USER) own++;
    var shortened = fold.shortened().size();
    return "Word for word stay "
        + (own == 0 ? "" : counted(own, "text") + " of yours and ")
        + "what came after; a digest with numbers stands for the rest"
        + (shortened == 0 ? "" : "; shortened: " + counted(shortened, "result"));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Returns the beginning of what the model is shown in place of what was folded. */
  static List<String> preview(Fold fold, int width, Look look, Signs signs) {
    var lines = new ArrayList<String>();
    var hidden = 0;
    for (var block : fold.digest()) {
      if (!(block instanceof Block.Text(var text, _))) continue;
      for (var line : OutputFilter.all(text).stripTrailing().split("\n", -1)) {
        if (lines.size() == PREVIEW_LINES) hidden++;
        else lines.add(look.dim("  | " + cut(line, width - 5, signs)));
      }
    }
    if (hidden > 0) lines.add(look.dim("  (" + hidden + " more lines)"));
    return lines;
  }

  private static String cut(String line, int columns, Signs signs) {
    var plain = line.replace('\t', ' ');
    if (plain.codePointCount(0, plain.length()) <= columns) return plain;
    var end = plain.offsetByCodePoints(0, Math.max(1, columns - signs.dots().length()));
    return plain.substring(0, end) + signs.dots();
  }
}
