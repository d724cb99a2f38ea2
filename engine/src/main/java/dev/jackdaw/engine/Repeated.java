package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds results behind a fold that a later one repeats: the same call made again, the same text, or
 * a file that was read again or written anew. The provider's cache of them is lost with the fold,
 * so it costs nothing to shorten them then.
 */
final class Repeated {
  private static final int LEAST_CHARS = 400;

  /** What two calls have in common of which the later one is enough. */
  private sealed interface Key {
    record Same(String tool, Json.Obj input) implements Key {}

    record Text(String text) implements Key {}

    record Whole(Path file) implements Key {}
  }

  private Repeated() {}

  /** Returns them with a pointer to the later one in place of their text. */
  static List<Fold.Shortened> of(List<Turn> turns, int through) {
    var later = new HashMap<Key, Long>();
    var found = new ArrayList<Fold.Shortened>();
    for (var turn : turns.reversed()) {
      if (turn.number() <= through) break;
      for (var call : turn.said().calls().reversed()) {
        var ended = turn.ended().get(call.id());
        if (ended == null || !ended.result().isOk()) continue;
        look(call, ended, turn.traces(call.id()).effects(), later, found);
      }
    }
    return found.reversed();
  }

  private static void look(
      Block.Call call,
      Turn.Ended ended,
      List<Effect> effects,
      Map<Key, Long> later,
      List<Fold.Shortened> found) {
    var stale = stale(call, ended, effects, later);
    var text = ended.result().text();
    var same = later.putIfAbsent(new Key.Same(call.tool(), call.input()), ended.at());
    var equal = later.putIfAbsent(new Key.Text(text), ended.at());
    var by = same != null ? same : equal != null ? equal : stale;
    if (by == null || text.length() < LEAST_CHARS) return;
    if (ended.event().retention() == Retention.PINNED) return;
    found.add(
        new Fold.Shortened(
            ended.at(),
            "[left out: "
                + (same != null
                    ? "the same call comes again as #"
                    : equal != null
                        ? "the same text comes again as #"
                        : "the file was read or written whole later, #")
                + by
                + "; this is #"
                + ended.at()
                + "]"));
  }

  /** Returns which later call shows or wrote all of the file that was read; null for none. */
  private static @Nullable Long stale(
      Block.Call call, Turn.Ended ended, List<Effect> effects, Map<Key, Long> later) {
    Long by = null;
    for (var effect : effects) {
      switch (effect) {
        case Effect.Reads(var path) when call.tool().equals("read") -> {
          by = later.get(new Key.Whole(path));
          if (isWhole(ended)) later.putIfAbsent(new Key.Whole(path), ended.at());
        }
        case Effect.Writes(var path) when call.tool().equals("write") ->
            later.putIfAbsent(new Key.Whole(path), ended.at());
        case Effect.Reads _,
            Effect.Writes _,
            Effect.Executes _,
            Effect.Connects _,
            Effect.Persists _ -> {}
      }
    }
    return by;
  }

  private static boolean isWhole(Turn.Ended ended) {
    var details = ended.result().details();
    var all = details.integer("of", 0);
    return all > 0 && details.integer("lines", 0) == all;
  }
}
