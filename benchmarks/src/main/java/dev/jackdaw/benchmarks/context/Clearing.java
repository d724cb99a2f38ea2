package dev.jackdaw.benchmarks.context;

/** Clears results once a prompt is large, but those of the newest calls. */
final class Clearing implements Policy {
  private final int trigger;
  private final int kept;
  private final int atLeast;
  private final Truncation truncation = Truncation.inHalves();

  Clearing(int trigger, int kept, int atLeast) {
    this.trigger = trigger;
    this.kept = kept;
    this.atLeast = atLeast;
  }

  @Override
  public void arrange(View view, Desk desk) {
    if (view.tokens() > Math.min(trigger, desk.usable() * 3L / 4)) clear(view, desk);
    truncation.arrange(view, desk);
  }

  private void clear(View view, Desk desk) {
    var seen = 0;
    var end = view.size();
    while (end > 0 && seen < kept) if (view.get(--end).isResult()) seen++;
    var gain = 0L;
    for (var i = 0; i < end; i++) gain += gain(view.get(i));
    if (gain < atLeast) return;
    for (var i = 0; i < end; i++) if (gain(view.get(i)) > 0) view.set(i, view.get(i).stub());
    desk.folded();
    view.markStable(end);
  }

  private static int gain(Piece piece) {
    return piece.kind() == Piece.Kind.RESULT ? piece.tokens() - piece.stub().tokens() : 0;
  }
}
