package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.List;

/** What was cut, to be put in again. Cuts one after the other become one. */
final class KillRing {
  private static final int MOST = 60;

  private final List<String> cuts = new ArrayList<>();
  private int shown;
  private boolean isJoining;

  /** Takes what was cut behind the cursor. */
  void forward(String cut) {
    take(cut, true);
  }

  /** Takes what was cut before the cursor. */
  void backward(String cut) {
    take(cut, false);
  }

  private void take(String cut, boolean isForward) {
    if (cut.isEmpty()) return;
    if (isJoining && !cuts.isEmpty()) {
      var last = cuts.removeFirst();
      cuts.addFirst(isForward ? last + cut : cut + last);
    } else {
      cuts.addFirst(cut);
      if (cuts.size() > MOST) cuts.removeLast();
    }
    isJoining = true;
    shown = 0;
  }

  /** The next cut is one of its own. */
  void end() {
    isJoining = false;
  }

  /** Returns what was cut last; empty when nothing was. */
  String last() {
    shown = 0;
    return cuts.isEmpty() ? "" : cuts.getFirst();
  }

  /** Returns what was cut before what was returned last, and after the oldest the newest. */
  String before() {
    if (cuts.isEmpty()) return "";
    shown = (shown + 1) % cuts.size();
    return cuts.get(shown);
  }
}
