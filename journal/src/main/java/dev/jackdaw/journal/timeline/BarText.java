package dev.jackdaw.journal.timeline;

import java.util.Arrays;

/** The bars of one line of text. */
final class BarText {
  private final Axis axis;
  private final Signs signs;
  private final char[] cells;

  BarText(Axis axis, Signs signs, int columns) {
    this.axis = axis;
    this.signs = signs;
    this.cells = new char[columns];
    Arrays.fill(cells, ' ');
    for (var gap : axis.breaks()) cells[cell((gap.from() + gap.to()) / 2)] = signs.leftOut;
  }

  /** Returns the bars of an entry. */
  String of(Entry entry) {
    switch (entry) {
      case Entry.Mark mark -> cells[cell(axis.at(mark.time()))] = signs.moment;
      case Entry.Reply reply -> draw(reply.span(), signs.model);
      case Entry.SideJob job -> draw(job.span(), signs.model);
      case Entry.Call call -> {
        if (call.runs().isEmpty()) draw(call.span(), signs.moment);
        for (var run : call.runs()) draw(run, signs.run);
        for (var wait : call.waits()) draw(wait, signs.person);
      }
    }
    return new String(cells);
  }

  /** However short, a bar has a cell. It never reaches into one where it was already over. */
  private void draw(Span span, char sign) {
    var from = cell(axis.at(span.from()));
    var to = Math.max(from, (int) Math.ceil(axis.at(span.to()) * cells.length) - 1);
    Arrays.fill(cells, from, to + 1, sign);
  }

  private int cell(double place) {
    return Math.min(cells.length - 1, (int) (place * cells.length));
  }
}
