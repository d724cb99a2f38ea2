package dev.jackdaw.benchmarks.context;

import java.util.List;
import java.util.Locale;

/** Cost by window, a line for each policy, as SVG. Both axes are logarithmic. */
record Plot(Table table) {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;
  private static final int LEFT = 60;
  private static final int RIGHT = 620;
  private static final int TOP = 40;
  private static final int BOTTOM = 410;
  private static final int LABEL = 14;
  private static final List<Rule> RULES = List.of(Rule.values());
  private static final List<String> OURS = List.of("#c2410c", "#b91c1c", "#7c2d12");
  private static final List<String> OTHERS = List.of("#64748b", "#0f766e", "#4338ca", "#a16207");

  String svg() {
    var windows = table.windows();
    var least = Double.POSITIVE_INFINITY;
    var most = 0.0;
    for (var window : windows) {
      for (var row : table.rows(window)) {
        least = Math.min(least, row.dollars());
        most = Math.max(most, row.dollars());
      }
    }
    var svg = new StringBuilder(head());
    for (var window : windows) svg.append(tick(x(window), window));
    for (var cost = Math.pow(10, Math.floor(Math.log10(least))); cost <= most; cost *= 10) {
      for (var factor : new int[] {1, 2, 5}) {
        var at = cost * factor;
        if (at >= least && at <= most) svg.append(line(y(at, least, most), at));
      }
    }
    var taken = new boolean[HEIGHT / LABEL + 1];
    for (var rule : Rule.values()) svg.append(curve(rule, least, most, taken));
    return svg.append("</svg>\n").toString();
  }

  private static String head() {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"11\">%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
            + "<text x=\"%d\" y=\"20\" font-size=\"13\">Cost of a session (dollars, geometric mean) by"
            + " window (tokens)</text>%n",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        LEFT);
  }

  private static String tick(double x, int window) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,dk</text>%n",
        x,
        BOTTOM + 18,
        window / 1_000);
  }

  private static String line(double y, double dollars) {
    return String.format(
        Locale.ROOT,
        "<path d=\"M%d %.1fH%d\" stroke=\"#e2e8f0\"/><text x=\"%d\" y=\"%.1f\""
            + " text-anchor=\"end\">%s</text>%n",
        LEFT,
        y,
        RIGHT,
        LEFT - 6,
        y + 4,
        dollars >= 1 ? String.format(Locale.ROOT, "%.0f", dollars) : String.valueOf(dollars));
  }

  private String curve(Rule rule, double least, double most, boolean[] taken) {
    var path = new StringBuilder();
    var y = 0.0;
    for (var window : table.windows()) {
      for (var row : table.rows(window)) {
        if (row.rule() != rule) continue;
        y = y(row.dollars(), least, most);
        path.append(
            String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(window), y));
      }
    }
    if (path.isEmpty()) return "";
    var colour = colour(rule);
    return String.format(
        Locale.ROOT,
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
        path,
        colour,
        rule.isPeer() ? "1.2" : "2.4",
        rule.isOptimum() ? " stroke-dasharray=\"4 3\"" : "",
        RIGHT + 8,
        free(taken, y),
        colour,
        rule.id());
  }

  /** Returns where a label has room that belongs at {@code y}. */
  private static int free(boolean[] taken, double y) {
    var wanted = (int) (y / LABEL);
    for (var off = 0; ; off++) {
      for (var slot : new int[] {wanted + off, wanted - off}) {
        if (slot < 1 || slot >= taken.length || taken[slot]) continue;
        taken[slot] = true;
        return slot * LABEL + 8;
      }
    }
  }

  private static String colour(Rule rule) {
    var colours = rule.isPeer() ? OTHERS : OURS;
    return colours.get(RULES.indexOf(rule) % colours.size());
  }

  private double x(int window) {
    var first = table.windows().getFirst();
    var last = table.windows().getLast();
    if (first.equals(last)) return (LEFT + RIGHT) / 2.0;
    return LEFT
        + 20
        + (RIGHT - LEFT - 20) * Math.log((double) window / first) / Math.log((double) last / first);
  }

  private static double y(double dollars, double least, double most) {
    if (most <= least) return (TOP + BOTTOM) / 2.0;
    return BOTTOM - (BOTTOM - TOP) * Math.log(dollars / least) / Math.log(most / least);
  }
}
