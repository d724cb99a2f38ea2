package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds results behind a fold that a later one repeats: the same call made again, or the same text.
 * The provider's cache of them is lost with the fold, so it costs nothing to shorten them then.
 */
final class Repeated {
  private static final int LEAST_CHARS = 400;

  /** What two calls have in common of which the later one is enough. */
  private sealed interface Key {
    record Same(String tool, Json.Obj input) implements Key {}

    record Text(String text) implements Key {}
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
        if (ended != null && ended.result().isOk()) look(call, ended, later, found);
      }
    }
    return found.reversed();
  }

  private static void look(
      Block.Call call, Turn.Ended ended, Map<Key, Long> later, List<Fold.Shortened> found) {
    var text = ended.result().text();
    var same = later.putIfAbsent(new Key.Same(call.tool(), call.input()), ended.at());
    var equal = later.putIfAbsent(new Key.Text(text), ended.at());
    var by = same == null ? equal : same;
    if (by == null || text.length() < LEAST_CHARS) return;
    if (ended.event().retention() == Retention.PINNED) return;
    found.add(
        new Fold.Shortened(
            ended.at(),
            "[left out: "
                + (same == null ? "the same text" : "the same call")
                + " comes again as #"
                + by
                + "; this is #"
                + ended.at()
                + "]"));
  }
}
