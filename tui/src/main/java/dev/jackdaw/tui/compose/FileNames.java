package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names of files, folders with a slash at their end, in which one can be looked for quickly. */
final class FileNames {
  static final FileNames NONE = new FileNames(List.of());

  private static final int MOST_FIRST = 200;

  private final List<String> paths;

  /** What each name consists of: most that do not fit are told by this alone. */
  private final long[] masks;

  private final NamePool pool;

  /** What is offered before anything is typed. */
  private final List<String> first;

  private String lastPattern = "";
  private int[] lastFitting;
  private int lastCount;

  FileNames(List<String> paths) {
    this.paths = List.copyOf(paths);
    this.pool = new NamePool(paths);
    this.masks = new long[paths.size()];
    this.lastFitting = new int[paths.size()];
    this.lastCount = paths.size();
    for (var i = 0; i < masks.length; i++) {
      masks[i] = Fuzzy.mask(paths.get(i));
      lastFitting[i] = i;
    }
    this.first = first();
  }

  private List<String> first() {
    var best = new Best(MOST_FIRST);
    for (var i = 0; i < paths.size(); i++) best.offer(shallow(paths.get(i)), i);
    return best.names(paths);
  }

  int count() {
    return paths.size();
  }

  boolean isEqualTo(List<String> others) {
    return paths.equals(others);
  }

  /**
   * Returns those that fit best; what fitted before is all that can fit when more is typed. For one
   * thread.
   */
  List<String> find(String pattern, int most) {
    if (pattern.isEmpty()) return first.subList(0, Math.min(most, first.size()));
    var isNarrower = pattern.startsWith(lastPattern);
    var fitting = new int[isNarrower ? lastCount : paths.size()];
    var count = 0;
    var best = new Best(most);
    var mask = Fuzzy.mask(pattern);
    for (var i = 0; i < fitting.length; i++) {
      var index = isNarrower ? lastFitting[i] : i;
      if ((mask & ~masks[index]) != 0) continue;
      var score = score(pattern, index);
      if (score == Fuzzy.NO) continue;
      fitting[count++] = index;
      best.offer(score, index);
    }
    lastPattern = pattern;
    lastFitting = fitting;
    lastCount = count;
    return best.names(paths);
  }

  private int score(String pattern, int index) {
    return pool.has(index) ? pool.score(pattern, index) : Fuzzy.score(pattern, paths.get(index));
  }

  /** Before anything is typed what is at the top comes first. */
  private static int shallow(String name) {
    var depth = 0;
    for (var i = 0; i < name.length() - 1; i++) if (name.charAt(i) == '/') depth++;
    return -1_000 * depth - (name.startsWith(".") ? 500 : 0);
  }

  /** The best of many, by score and then by their order. */
  private static final class Best {
    private record Scored(int score, int index) {}

    private static final Comparator<Scored> ORDER =
        Comparator.comparingInt(Scored::score).reversed().thenComparingInt(Scored::index);

    private final int most;
    private final List<Scored> kept = new ArrayList<>();
    private int least = Integer.MIN_VALUE;

    Best(int most) {
      this.most = most;
    }

    void offer(int score, int index) {
      if (score <= least) return;
      kept.add(new Scored(score, index));
      if (kept.size() == 8 * most) shrink();
    }

    private void shrink() {
      kept.sort(ORDER);
      if (kept.size() <= most) return;
      least = kept.get(most - 1).score();
      kept.subList(most, kept.size()).clear();
    }

    List<String> names(List<String> paths) {
      shrink();
      return kept.stream().map(one -> paths.get(one.index())).toList();
    }
  }
}
