package dev.jackdaw.engine.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two small texts, by their longest common subsequence of lines. Quadratic, so
 * that of large texts only the sizes are told.
 */
public final class LineDiff {
  private static final long MOST_CELLS = 4_000_000;
  private static final int CONTEXT_LINES = 2;

  private final List<String> before;
  private final List<String> after;
  private final List<String> lines = new ArrayList<>();

  private LineDiff(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
  }

  /** Returns the difference with a heading, or an empty text when there is none. */
  public static String of(String name, String before, String after) {
    if (before.equals(after)) return "";
    var diff = new LineDiff(before, after);
    var text = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
    if (!diff.isSmall()) {
      return text.append("-" + diff.before.size() + " lines\n+" + diff.after.size() + " lines\n")
          .toString();
    }
    diff.compare();
    for (var line : diff.nearChanges()) text.append(line).append('\n');
    return text.toString();
  }

  /** Returns whether {@link #of} tells these texts apart by line, not by size alone. */
  public static boolean isExact(String before, String after) {
    return new LineDiff(before, after).isSmall();
  }

  private boolean isSmall() {
    return (long) before.size() * after.size() <= MOST_CELLS;
  }

  private void compare() {
    var common = commonLengths();
    var i = 0;
    var j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(" " + before.get(i++));
        j++;
      } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("-" + before.get(i++));
      } else {
        lines.add("+" + after.get(j++));
      }
    }
  }

  /** Returns how many lines the rest of one and the rest of the other have in common. */
  private int[][] commonLengths() {
    var lengths = new int[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            before.get(i).equals(after.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    return lengths;
  }

  private List<String> nearChanges() {
    var near = new ArrayList<String>();
    var skipped = false;
    for (var i = 0; i < lines.size(); i++) {
      if (!isNearChange(i)) {
        skipped = true;
        continue;
      }
      if (skipped && !near.isEmpty()) near.add(" ...");
      skipped = false;
      near.add(lines.get(i));
    }
    return near;
  }

  private boolean isNearChange(int line) {
    var end = Math.min(lines.size(), line + CONTEXT_LINES + 1);
    for (var i = Math.max(0, line - CONTEXT_LINES); i < end; i++) {
      if (lines.get(i).charAt(0) != ' ') return true;
    }
    return false;
  }
}
