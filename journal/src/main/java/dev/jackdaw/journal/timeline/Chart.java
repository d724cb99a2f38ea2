package dev.jackdaw.journal.timeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All bars at a glance: a lane for each agent, bars that overlap below one another. */
final class Chart {
  private static final int ROW = 18;
  private static final int AXIS_HEIGHT = 16;

  /** Further bars that overlap share the last row. */
  private static final int MOST_ROWS = 12;

  private static final int MOST_TICKS = 7;
  private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30);
  private static final double LABEL_WIDTH = 0.06;

  private final Timeline timeline;
  private final Axis axis;
  private final Markup out;
  private final BarShapes shapes;
  private final List<Double> ticks = new ArrayList<>();
  private final double step;

  Chart(Timeline timeline, Axis axis, Markup out) {
    this.timeline = timeline;
    this.axis = axis;
    this.out = out;
    shapes = new BarShapes(axis, out);
    var length = Amounts.inSeconds(axis.length());
    step = step(length);
    for (var i = 0; i * step < length; i++) ticks.add(i * step / length);
  }

  /** Returns the seconds from one tick to the next: a number that is easy to count in. */
  static double step(double length) {
    if (length <= 0) return 1;
    var unit = 0.001;
    for (var larger : List.of(0.01, 0.1, 1.0, 60.0, 3_600.0, 86_400.0)) {
      for (var count : STEPS) {
        if (count * unit >= larger) break;
        if (length / (count * unit) <= MOST_TICKS) return count * unit;
      }
      unit = larger;
    }
    return Math.ceil(length / unit / MOST_TICKS) * unit;
  }

  void write() throws IOException {
    legend();
    out.raw("<div class=\"lane\"><div class=\"name\"></div>");
    out.raw("<svg height=\"" + AXIS_HEIGHT + "\" aria-hidden=\"true\">");
    for (var i = 0; i < ticks.size(); i++) label(ticks.get(i), i * step);
    out.raw("</svg></div>\n");
    for (var lane : timeline.lanes()) lane(lane);
  }

  private void label(double place, double seconds) throws IOException {
    if (place > 1 - LABEL_WIDTH) return;
    out.raw("<text x=\"" + BarShapes.percent(place) + "\" y=\"11\">");
    out.line(seconds == 0 ? "0" : Amounts.time(Duration.ofNanos(Math.round(seconds * 1e9))));
    out.raw("</text>");
  }

  private void legend() throws IOException {
    out.raw("<ul class=\"legend\">\n");
    legend("model", "model");
    legend("read", "reads");
    legend("write", "writes");
    legend("run", "runs a command");
    legend("net", "network");
    legend("other", "other calls");
    legend("bad", "not done");
    legend("wait", "waiting for you");
    if (!axis.breaks().isEmpty()) legend("gap", "left out: " + Amounts.time(axis.leftOut()));
    out.raw("</ul>\n");
  }

  private void legend(String kind, String text) throws IOException {
    out.raw("<li><svg aria-hidden=\"true\"><rect class=\"" + kind);
    out.raw("\" x=\"1\" y=\"1\" width=\"12\" height=\"9\" rx=\"1.5\"/></svg>")
        .line(text)
        .raw("</li>\n");
  }

  private void lane(Lane lane) throws IOException {
    var bars = new ArrayList<Entry.Bar>();
    for (var entry : lane.entries()) if (entry instanceof Entry.Bar bar) bars.add(bar);
    var rows = rows(bars);
    var height = rows.stream().mapToInt(row -> row + 1).max().orElse(1) * ROW;
    out.raw("<div class=\"lane\">").element("div", "name", Words.agent(lane));
    out.raw("<svg height=\"" + height + "\" role=\"group\" aria-label=\"");
    out.line(Words.agent(lane)).raw("\">\n");
    background(height);
    for (var entry : lane.entries()) if (entry instanceof Entry.Mark mark) said(mark, height);
    for (var i = 0; i < bars.size(); i++)
      linked(bars.get(i), rows.get(i) * ROW + (ROW - BarShapes.HEIGHT) / 2);
    out.raw("</svg></div>\n");
  }

  private void background(int height) throws IOException {
    for (var gap : axis.breaks()) {
      out.raw("<rect class=\"gap\" x=\"" + BarShapes.percent(gap.from()) + "\" width=\"");
      out.raw(BarShapes.percent(gap.to() - gap.from()) + "\" height=\"" + height + "\"><title>");
      out.line("left out: " + Amounts.time(gap.leftOut())).raw("</title></rect>\n");
    }
    for (var tick : ticks) vertical("tick", BarShapes.percent(tick), height);
  }

  private void said(Entry.Mark mark, int height) throws IOException {
    if (mark.kind() == Entry.Mark.Kind.PROMPT) vertical("said", shapes.place(mark.time()), height);
  }

  private void vertical(String kind, String place, int height) throws IOException {
    out.raw("<line class=\"" + kind + "\" x1=\"" + place + "\" x2=\"" + place);
    out.raw("\" y1=\"0\" y2=\"" + height + "\"/>");
  }

  private void linked(Entry.Bar bar, int top) throws IOException {
    var number = bar.number();
    out.raw("<a href=\"#s" + number + "\" id=\"b" + number + "\"><title>");
    out.line(number + " " + Words.name(bar) + " " + Words.subject(bar));
    out.line(", " + Amounts.time(bar.span().length())).raw("</title>");
    shapes.draw(bar, top);
    out.raw("</a>\n");
  }

  /** Returns the row of each bar: the first one that is free. */
  private List<Integer> rows(List<Entry.Bar> bars) {
    var ends = new ArrayList<Double>();
    var rows = new ArrayList<Integer>();
    for (var bar : bars) {
      var from = axis.at(bar.span().from());
      var row = 0;
      while (row < ends.size() && ends.get(row) > from) row++;
      row = Math.min(row, MOST_ROWS - 1);
      var end = Math.max(axis.at(bar.span().to()), from + BarShapes.LEAST_WIDTH);
      if (row == ends.size()) ends.add(end);
      else ends.set(row, Math.max(ends.get(row), end));
      rows.add(row);
    }
    return rows;
  }
}
