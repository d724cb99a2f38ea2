package dev.jackdaw.engine.workflow;

import java.util.List;

/**
 * The lines two texts do not share: {@code -12|old} and {@code +12|new}, by a longest common
 * subsequence. Where that would cost too much, everything between the common ends counts as new.
 */
final class LineDiff {
  private static final long MAX_CELLS = 4_000_000;

  private LineDiff() {}

  static String of(List<String> a, List<String> b) {
    var head = 0;
    while (head < Math.min(a.size(), b.size()) && a.get(head).equals(b.get(head))) head++;
    var tail = 0;
    while (tail < Math.min(a.size(), b.size()) - head
        && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    var left = a.subList(head, a.size() - tail);
    var right = b.subList(head, b.size() - tail);
    var out = new StringBuilder();
    if ((long) left.size() * right.size() > MAX_CELLS) {
      for (var i = 0; i < left.size(); i++) line(out, '-', head + i, left.get(i));
      for (var j = 0; j < right.size(); j++) line(out, '+', head + j, right.get(j));
    } else {
      walk(left, right, head, out);
    }
    return out.toString().stripTrailing();
  }

  private static void walk(List<String> a, List<String> b, int offset, StringBuilder out) {
    var common = new int[a.size() + 1][b.size() + 1];
    for (var i = a.size() - 1; i >= 0; i--) {
      for (var j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var i = 0;
    var j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        i++;
        j++;
      } else if (j == b.size() || i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
        line(out, '-', offset + i, a.get(i));
        i++;
      } else {
        line(out, '+', offset + j, b.get(j));
        j++;
      }
    }
  }

  private static void line(StringBuilder out, char sign, int index, String text) {
    out.append(sign).append(index + 1).append('|').append(text).append('\n');
  }
}
