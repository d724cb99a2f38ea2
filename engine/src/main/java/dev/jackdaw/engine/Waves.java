package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders the calls of a turn: calls of one wave run side by side, waves one after the other. A wave
 * is the longest run of calls, in the model's order, of which no two conflict.
 */
final class Waves {
  private Waves() {}

  static List<List<Prepared>> of(List<Prepared> calls) {
    var waves = new ArrayList<List<Prepared>>();
    var wave = new ArrayList<Prepared>();
    for (var call : calls) {
      if (wave.stream().anyMatch(other -> conflict(effects(other), effects(call)))) {
        waves.add(List.copyOf(wave));
        wave.clear();
      }
      wave.add(call);
    }
    if (!wave.isEmpty()) waves.add(List.copyOf(wave));
    return waves;
  }

  private static List<Effect> effects(Prepared call) {
    return switch (call) {
      case Prepared.Ready<?> ready -> ready.effects();
      case Prepared.Settled _ -> List.of();
    };
  }

  /** Returns whether the order of two calls could matter. Symmetric. */
  static boolean conflict(List<Effect> some, List<Effect> others) {
    for (var a : some) {
      for (var b : others) if (conflict(a, b)) return true;
    }
    return false;
  }

  private static boolean conflict(Effect a, Effect b) {
    var change = changed(a);
    var otherChange = changed(b);
    if (isAnything(a)) return !(b instanceof Effect.Connects);
    if (isAnything(b)) return !(a instanceof Effect.Connects);
    if (change != null) return overlap(change, touched(b));
    if (otherChange != null) return overlap(otherChange, touched(a));
    return false;
  }

  /** What a command touches is not known, so it could be anything on this machine. */
  private static boolean isAnything(Effect effect) {
    return effect instanceof Effect.Executes;
  }

  private static @Nullable Path changed(Effect effect) {
    return switch (effect) {
      case Effect.Writes(var path) -> path;
      case Effect.Persists(var path, _) -> path;
      case Effect.Reads _, Effect.Executes _, Effect.Connects _ -> null;
    };
  }

  private static @Nullable Path touched(Effect effect) {
    return effect instanceof Effect.Reads(var path) ? path : changed(effect);
  }

  private static boolean overlap(Path path, @Nullable Path other) {
    return other != null && (path.startsWith(other) || other.startsWith(path));
  }
}
