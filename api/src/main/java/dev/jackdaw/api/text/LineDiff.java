package dev.jackdaw.api.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The difference between two texts by lines, found with the greedy algorithm of Myers ("An O(ND)
 * Difference Algorithm and Its Variations", 1986). Texts more than {@value #MAX_DISTANCE} lines
 * apart are shown as one block removed and one added, which is true if not the shortest.
 */
public final class LineDiff {
  private static final int MAX_DISTANCE = 1_000;
  private static final int CONTEXT_LINES = 3;
  private static final String NO_NEWLINE = "\\ No newline at end of file\n";

  private final List<String> before;
  private final List<String> after;

  /** Whether a line of {@code before} went away, and whether one of {@code after} is new. */
  private final boolean[] gone;

  private final boolean[] fresh;

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    this.gone = new boolean[before.size()];
    this.fresh = new boolean[after.size()];
  }

  /** Compares two texts; a missing end of the last line counts as a difference. */
  public static LineDiff of(String before, String after) {
    return of(lines(before), lines(after));
  }

  /** Compares two lists of lines, or of parts of a line. */
  public static LineDiff of(List<String> before, List<String> after) {
    var diff = new LineDiff(before, after);
    diff.compare();
    return diff;
  }

  /**
   * Returns the difference under a heading with a name, or an empty text when there is none. To be
   * read, not applied: a missing end of the last line is no difference.
   */
  public static String shown(String name, String before, String after) {
    var hunks = of(ended(before), ended(after)).unified();
    return hunks.isEmpty() ? "" : "--- " + name + "\n+++ " + name + "\n" + hunks;
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  /** Returns the lines of a text with their ends; only the last may lack one. */
  public static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    for (var at = 0; at < text.length(); ) {
      var end = text.indexOf('\n', at);
      var next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(at, next));
      at = next;
    }
    return lines;
  }

  /** Returns whether a line of the old text, counting from 0, went away. */
  public boolean isGone(int line) {
    return gone[line];
  }

  /** Returns whether a line of the new text, counting from 0, is new. */
  public boolean isNew(int line) {
    return fresh[line];
  }

  /** Returns how many lines are new. */
  public int added() {
    return count(fresh);
  }

  /** Returns how many lines went away. */
  public int removed() {
    return count(gone);
  }

  private static int count(boolean[] flags) {
    var count = 0;
    for (var flag : flags) if (flag) count++;
    return count;
  }

  /** Returns the number in the new text of the first line that differs, counting from 1. */
  public int firstLine() {
    var start = 0;
    while (start < fresh.length && start < gone.length && !fresh[start] && !gone[start]) start++;
    return start + 1;
  }

  /** Returns for each line of the old text where it is in the new one, -1 for nowhere. */
  int[] places() {
    var places = new int[gone.length];
    Arrays.fill(places, -1);
    for (int i = 0, j = 0; i < gone.length; i++) {
      if (gone[i]) continue;
      while (fresh[j]) j++;
      places[i] = j++;
    }
    return places;
  }

  private void compare() {
    var start = 0;
    var endA = before.size();
    var endB = after.size();
    while (start < endA && start < endB && before.get(start).equals(after.get(start))) start++;
    while (endA > start && endB > start && before.get(endA - 1).equals(after.get(endB - 1))) {
      endA--;
      endB--;
    }
    var numbers = new HashMap<String, Integer>();
    var a = numbered(before.subList(start, endA), numbers);
    var b = numbered(after.subList(start, endB), numbers);
    Arrays.fill(gone, start, endA, true);
    Arrays.fill(fresh, start, endB, true);
    keepCommon(a, b, start);
  }

  private static int[] numbered(List<String> lines, Map<String, Integer> numbers) {
    var result = new int[lines.size()];
    for (var i = 0; i < result.length; i++) {
      var next = numbers.size();
      var number = numbers.putIfAbsent(lines.get(i), next);
      result[i] = number == null ? next : number;
    }
    return result;
  }

  /** Walks the furthest-reaching paths forward, then the shortest one back to mark its matches. */
  private void keepCommon(int[] a, int[] b, int offset) {
    var limit = Math.min(a.length + b.length, MAX_DISTANCE);
    var reach = new int[2 * limit + 3];
    var middle = limit + 1;
    var trace = new ArrayList<int[]>();
    for (var d = 0; d <= limit; d++) {
      trace.add(Arrays.copyOfRange(reach, middle - d - 1, middle + d + 2));
      for (var k = -d; k <= d; k += 2) {
        var down = k == -d || k != d && reach[middle + k - 1] < reach[middle + k + 1];
        var x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
        while (x < a.length && x - k < b.length && x >= 0 && a[x] == b[x - k]) x++;
        reach[middle + k] = x;
        if (x >= a.length && x - k >= b.length) {
          markMatches(trace, a.length, b.length, offset);
          return;
        }
      }
    }
  }

  private void markMatches(List<int[]> trace, int endA, int endB, int offset) {
    var x = endA;
    var y = endB;
    for (var d = trace.size() - 1; d >= 0; d--) {
      var reach = trace.get(d);
      var middle = d + 1;
      var k = x - y;
      var down = k == -d || k != d && reach[middle + k - 1] < reach[middle + k + 1];
      var previousK = down ? k + 1 : k - 1;
      var previousX = d == 0 ? 0 : reach[middle + previousK];
      var previousY = d == 0 ? 0 : previousX - previousK;
      while (x > previousX && y > previousY) {
        x--;
        y--;
        gone[offset + x] = false;
        fresh[offset + y] = false;
      }
      x = previousX;
      y = previousY;
    }
  }

  /** Returns the hunks of a unified diff with three lines of context, or nothing when equal. */
  public String unified() {
    var out = new StringBuilder();
    var i = 0;
    var j = 0;
    while (i < gone.length || j < fresh.length) {
      if (isCommon(i, j)) {
        i++;
        j++;
        continue;
      }
      var lead = Math.min(CONTEXT_LINES, i);
      var end = hunk(i - lead, j - lead, out);
      i = end[0];
      j = end[1];
    }
    return out.toString();
  }

  private boolean isCommon(int i, int j) {
    return i < gone.length && j < fresh.length && !gone[i] && !fresh[j];
  }

  private int[] hunk(int fromA, int fromB, StringBuilder out) {
    var body = new StringBuilder();
    var i = fromA;
    var j = fromB;
    var sinceChange = 0;
    var changed = false;
    while (i < gone.length || j < fresh.length) {
      if (isCommon(i, j)) {
        if (changed && sinceChange == CONTEXT_LINES && !changesWithin(i, j)) break;
        line(' ', before.get(i), body);
        i++;
        j++;
        sinceChange = changed ? sinceChange + 1 : 0;
      } else {
        changed = true;
        sinceChange = 0;
        if (i < gone.length && gone[i]) line('-', before.get(i++), body);
        else line('+', after.get(j++), body);
      }
    }
    out.append("@@ -").append(range(fromA, i - fromA)).append(" +").append(range(fromB, j - fromB));
    out.append(" @@\n").append(body);
    return new int[] {i, j};
  }

  /** Returns whether another change follows so closely that the two share a hunk. */
  private boolean changesWithin(int i, int j) {
    for (var n = 0; n <= CONTEXT_LINES; n++) {
      if (i + n >= gone.length && j + n >= fresh.length) return false;
      if (!isCommon(i + n, j + n)) return true;
    }
    return false;
  }

  private static String range(int from, int count) {
    var start = count == 0 ? from : from + 1;
    return count == 1 ? Integer.toString(start) : start + "," + count;
  }

  private static void line(char sign, String line, StringBuilder out) {
    out.append(sign).append(line);
    if (!line.endsWith("\n")) out.append('\n').append(NO_NEWLINE);
  }
}
