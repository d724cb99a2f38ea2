package dev.jackdaw.benchmarks.context;

import java.util.List;

/** Beyond a number of events, a model's summary stands for the middle, and half remain. */
final class Condensing implements Policy {
  private final int most;
  private final int first;
  private final Truncation truncation = Truncation.inHalves();

  Condensing(int most, int first) {
    this.most = most;
    this.first = first;
  }

  @Override
  public void arrange(View view, Desk desk) {
    var events = events(view, 1, view.size());
    if (events > most || view.tokens() > desk.usable())
      condense(view, Math.min(most, events), desk);
    truncation.arrange(view, desk);
  }

  private void condense(View view, int events, Desk desk) {
    var from = endOfStep(view, 1, first);
    var to = endOfStep(view, from, events - events / 2 - first);
    if (to <= from) return;
    var old = List.copyOf(view.pieces().subList(from, to));
    view.replace(from, to, List.of(desk.summary(view, old, false, false)));
    view.markStable(from + 1);
  }

  /** Returns the index behind so many events from {@code start} on, and behind their step. */
  private static int endOfStep(View view, int start, int events) {
    var end = start;
    var left = events;
    while (end < view.size() && left > 0) if (isEvent(view, end++)) left--;
    while (end < view.size() && view.get(end).step() == view.get(end - 1).step()) end++;
    return end;
  }

  private static int events(View view, int from, int to) {
    var events = 0;
    for (var i = from; i < to; i++) if (isEvent(view, i)) events++;
    return events;
  }

  /** What a reply says beside its calls is part of the first one. */
  private static boolean isEvent(View view, int index) {
    var piece = view.get(index);
    if (piece.kind() != Piece.Kind.TEXT) return true;
    var isAlone = index + 1 == view.size() || view.get(index + 1).kind() != Piece.Kind.CALL;
    return isAlone;
  }
}
