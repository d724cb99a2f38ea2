package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.context.Lengths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Makes texts shorter, telling how the rest is had. */
final class Shortening {
  private static final double WORTH = Lengths.WORTH;

  /** What stands in a shortened text for what was left out. */
  private static final Pattern MARK =
      Pattern.compile("\\[… \\d+ characters left out(, #\\d+|; recall #\\d+ has them) …\\]");

  /** About how long that is. */
  static final int MARK_CHARS = 40;

  /** Shorter texts of an input are left alone. */
  private static final int SHORT_CHARS = 150;

  private static final int LEAST_CHARS = 40;

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
        + " characters left out, #"
        + at
        + " …]\n"
        + text.substring(tail);
  }

  /** Returns whether a text was made by {@link #of}, or copied from one that was. */
  static boolean isMarked(String text) {
    return text.indexOf('…') >= 0 && MARK.matcher(text).find();
  }

  /** Returns the result with head and tail of its text, and a word for each picture. */
  static Fold.Shortened result(Turn.Ended ended, int chars) {
    var text = new StringBuilder(of(ended.result().text(), chars, ended.at()));
    for (var block : ended.result().content()) {
      if (block instanceof Block.Image image) {
        text.append("\n(image left out: ").append(image.mediaType());
        text.append(", #").append(ended.at()).append(')');
      }
    }
    return new Fold.Shortened(ended.at(), text.toString().strip());
  }

  /** Returns an input whose long texts are cut, so that all of it has about so many characters. */
  static Json.Obj input(Json.Obj input, int chars, long at) {
    var lengths = new ArrayList<Integer>();
    longTexts(input, lengths);
    if (lengths.isEmpty()) return input;
    var rest = input.compact().length() - lengths.stream().mapToInt(length -> length).sum();
    var each = (chars - rest) / lengths.size() - MARK_CHARS;
    return (Json.Obj) cut(input, Math.max(LEAST_CHARS, each), at);
  }

  private static void longTexts(Json value, List<Integer> lengths) {
    switch (value) {
      case Json.Str(var text) -> {
        if (text.length() > SHORT_CHARS) lengths.add(text.length());
      }
      case Json.Obj object ->
          object.members().values().forEach(member -> longTexts(member, lengths));
      case Json.Arr(var elements) -> elements.forEach(element -> longTexts(element, lengths));
      case Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private static Json cut(Json value, int chars, long at) {
    return switch (value) {
      case Json.Str(var text) ->
          text.length() > Math.max(SHORT_CHARS, chars + 2 * MARK_CHARS)
              ? Json.of(of(text, chars, at))
              : value;
      case Json.Obj object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach((name, member) -> members.put(name, cut(member, chars, at)));
        yield new Json.Obj(members);
      }
      case Json.Arr(var elements) ->
          Json.array(elements.stream().map(element -> cut(element, chars, at)).toList());
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  /** Returns the results that are shown and much longer than that, shorter. */
  static List<Fold.Shortened> results(Transcript.View view, Measure measure, int tokens) {
    var shorter = new ArrayList<Fold.Shortened>();
    for (var turn : view.turns()) {
      for (var ended : turn.ended().values()) {
        if (measure.tokens(ended.result().content()) <= tokens * WORTH) continue;
        shorter.add(result(ended, measure.chars(tokens)));
      }
    }
    return shorter;
  }

  /** Returns the inputs of calls that are shown and much longer than that, cut. */
  static List<Fold.Elided> inputs(Transcript.View view, Measure measure, int tokens) {
    var closed = InBrief.closed(view.turns());
    var cut = new ArrayList<Fold.Elided>();
    for (var turn : view.turns()) {
      cut.addAll(InBrief.inputs(turn, turn.number() <= closed, measure, tokens, tokens * WORTH));
    }
    return cut;
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
