package dev.jackdaw.benchmarks.context;

import java.util.List;

/** Drops the oldest steps once a prompt does not fit; what every rule falls back on, too. */
final class Truncation implements Policy {
  private final boolean inHalves;

  private Truncation(boolean inHalves) {
    this.inHalves = inHalves;
  }

  /** Drops the older half of the conversation at a time. */
  static Truncation inHalves() {
    return new Truncation(true);
  }

  /** Drops no more than needed, before each request. */
  static Truncation sliding() {
    return new Truncation(false);
  }

  @Override
  public void arrange(View view, Desk desk) {
    if (view.tokens() <= desk.usable()) return;
    var room = desk.usable() - view.get(0).tokens();
    dropTo(view, view.get(0).tokens() + (inHalves ? room / 2 : room));
    desk.folded();
  }

  /** Drops the oldest whole steps until the prompt has no more than so many tokens. */
  static void dropTo(View view, long most) {
    var end = 1;
    var tokens = view.tokens();
    var last = view.get(view.size() - 1).step();
    while (end < view.size() && tokens > most && view.get(end).step() < last - 1) {
      var step = view.get(end).step();
      while (end < view.size() && view.get(end).step() == step) tokens -= view.get(end++).tokens();
    }
    if (end > 1) view.replace(1, end, List.of());
  }
}
