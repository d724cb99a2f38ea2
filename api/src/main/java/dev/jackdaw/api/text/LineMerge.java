package dev.jackdaw.api.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges two changed versions of a text line by line, as diff3 does (Khanna, Kunal, Pierce, "A
 * Formal Investigation of Diff3", 2007): between lines that all three have, what only one side
 * changed is taken from it, what both changed alike is taken once, and all else is an overlap.
 * Where the sides change lines next to each other, that is an overlap, too.
 */
public final class LineMerge {
  private final List<String> base;
  private final List<String> ours;
  private final List<String> theirs;
  private final List<String> merged = new ArrayList<>();
  private final List<Overlap> overlaps = new ArrayList<>();

  private LineMerge(List<String> base, List<String> ours, List<String> theirs) {
    this.base = base;
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * Lines that both sides changed, each in its own way.
   *
   * @param line the number of the first of ours, counting from 1
   */
  public record Overlap(int line, List<String> base, List<String> ours, List<String> theirs) {
    public Overlap {
      base = List.copyOf(base);
      ours = List.copyOf(ours);
      theirs = List.copyOf(theirs);
    }
  }

  /**
   * What came of it.
   *
   * @param text what is merged, ours where the sides overlap
   */
  public record Merged(String text, List<Overlap> overlaps) {
    public Merged {
      overlaps = List.copyOf(overlaps);
    }

    /** Returns whether nothing stood in the way. */
    public boolean isClean() {
      return overlaps.isEmpty();
    }
  }

  /** Merges what became of a text on two sides. */
  public static Merged of(String base, String ours, String theirs) {
    return new LineMerge(LineDiff.lines(base), LineDiff.lines(ours), LineDiff.lines(theirs)).go();
  }

  private Merged go() {
    var inOurs = LineDiff.of(base, ours).places();
    var inTheirs = LineDiff.of(base, theirs).places();
    var b = 0;
    var o = 0;
    var t = 0;
    for (var i = 0; i < base.size(); i++) {
      if (inOurs[i] < 0 || inTheirs[i] < 0) continue;
      between(base.subList(b, i), o, inOurs[i], theirs.subList(t, inTheirs[i]));
      merged.add(base.get(i));
      b = i + 1;
      o = inOurs[i] + 1;
      t = inTheirs[i] + 1;
    }
    between(base.subList(b, base.size()), o, ours.size(), theirs.subList(t, theirs.size()));
    return new Merged(String.join("", merged), overlaps);
  }

  private void between(List<String> old, int from, int to, List<String> other) {
    var own = ours.subList(from, to);
    if (own.equals(old)) {
      merged.addAll(other);
      return;
    }
    if (!other.equals(old) && !other.equals(own)) {
      overlaps.add(new Overlap(from + 1, old, own, other));
    }
    merged.addAll(own);
  }
}
