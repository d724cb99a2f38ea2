package dev.jackdaw.tui.compose;

import dev.jackdaw.api.VisibleText;

/**
 * How many cells of the screen a cluster takes. Terminals differ, so the screen says. Safe for use
 * by several threads.
 */
@FunctionalInterface
public interface Cells {
  /** A tab is as wide as that, wherever it stands. */
  int TAB = 4;

  /** By the width of whole clusters, as terminals of today have it. */
  Cells BY_CLUSTER = dev.jackdaw.tui.text.Cells.CLUSTERS::width;

  /** Returns the width of one cluster that holds nothing hidden; 0 for a mark on its own. */
  int of(String cluster);

  /** Returns the width of a text that holds nothing hidden. */
  default int ofText(String text) {
    var width = 0;
    for (var i = 0; i < text.length(); ) {
      var next = Clusters.next(text, i);
      width +=
          text.charAt(i) >= ' ' && text.charAt(i) < 0x7F && next == i + 1
              ? 1
              : Math.max(0, of(text.substring(i, next)));
      i = next;
    }
    return width;
  }

  /** Returns as much of the text as fits, with dots at its end when something is missing. */
  default String fitting(String text, int width, String dots) {
    if (ofText(text) <= width) return text;
    var room = Math.max(0, width - ofText(dots));
    var used = 0;
    var end = 0;
    while (end < text.length()) {
      var next = Clusters.next(text, end);
      used += Math.max(0, of(text.substring(end, next)));
      if (used > room) break;
      end = next;
    }
    return text.substring(0, end) + (room + ofText(dots) <= width ? dots : "");
  }

  /** Returns what a cluster looks like: visible, never a control character, at least one cell. */
  default String shown(String cluster) {
    if (cluster.equals("\t")) return " ".repeat(TAB);
    var visible = VisibleText.prose(cluster);
    return visible.equals(cluster) && of(cluster) <= 0 ? "\u25CC" + cluster : visible;
  }
}
