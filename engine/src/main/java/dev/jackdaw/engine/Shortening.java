package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import java.util.ArrayList;
import java.util.List;

/** Makes texts shorter, telling how the rest is had. */
final class Shortening {
  /** What is hardly longer than it may be stays: telling of the rest takes room too. */
  private static final double WORTH = 1.5;

  private Shortening() {}

  /** Returns head and tail of a text; {@code at} is the number in the journal that has it all. */
  static String of(String text, int chars, long at) {
    if (text.length() <= chars) return text;
    var head = before(text, chars * 2 / 3);
    var tail = after(text, text.length() - chars / 3);
    var left = text.length() - head - (text.length() - tail);
    return text.substring(0, head)
        + "\n[… "
        + left
        + " characters left out; recall #"
        + at
        + " has them …]\n"
        + text.substring(tail);
  }

  /** Returns the results that are shown and much longer than that, shorter. */
  static List<Fold.Shortened> results(Transcript.View view, Measure measure, int tokens) {
    var shorter = new ArrayList<Fold.Shortened>();
    for (var turn : view.turns()) {
      for (var ended : turn.ended().values()) {
        if (measure.tokens(ended.result().content()) <= tokens * WORTH) continue;
        var text = of(ended.result().text(), measure.chars(tokens), ended.at());
        shorter.add(new Fold.Shortened(ended.at(), text));
      }
    }
    return shorter;
  }

  /** Returns the prompts that are shown and much longer than that, shorter. */
  static List<Fold.Shortened> prompts(Transcript.View view, Measure measure, int tokens) {
    var shorter = new ArrayList<Fold.Shortened>();
    prompts(view.opening(), measure, tokens, shorter);
    for (var turn : view.turns()) prompts(turn.given(), measure, tokens, shorter);
    return shorter;
  }

  private static void prompts(
      List<Turn.Given> given, Measure measure, int tokens, List<Fold.Shortened> shorter) {
    for (var each : given) {
      if (each.kind() != Turn.Kind.PROMPT || measure.tokens(each.block()) <= tokens * WORTH) {
        continue;
      }
      if (!(each.block() instanceof Block.Text(var text, _))) continue;
      shorter.add(new Fold.Shortened(each.at(), of(text, measure.chars(tokens), each.at())));
    }
  }

  /** Returns the beginning of a text. */
  static String line(String text, int chars) {
    return text.length() <= chars ? text : text.substring(0, before(text, chars)) + "…";
  }

  private static int before(String text, int at) {
    return at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
  }

  private static int after(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }
}
