package dev.jackdaw.benchmarks.context;

/** Shows only the newest observations, at every request. */
final class Masking implements Policy {
  private final int shown;
  private final Truncation truncation = Truncation.sliding();

  Masking(int shown) {
    this.shown = shown;
  }

  @Override
  public void arrange(View view, Desk desk) {
    var seen = 0;
    for (var i = view.size() - 1; i > 0; i--) {
      var piece = view.get(i);
      if (piece.kind() == Piece.Kind.STUB) break;
      if (piece.kind() == Piece.Kind.RESULT && seen++ >= shown) view.set(i, piece.stub());
    }
    truncation.arrange(view, desk);
  }
}
