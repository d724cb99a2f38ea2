package dev.jackdaw.tui.compose;

import java.util.Optional;

/** Where somebody is who goes through the history; the draft waits at its end. */
final class HistoryWalk {
  private final History history;
  private int at = -1;
  private String draft = "";
  private String prefix = "";

  HistoryWalk(History history) {
    this.history = history;
  }

  /** What is typed now is a draft again. */
  void end() {
    at = -1;
  }

  /** Returns an older entry. */
  Optional<String> older(String now, boolean isLike) {
    if (at < 0) begin(now, isLike);
    var next = history.older(at, prefix);
    while (next >= 0 && history.get(next).equals(now)) next = history.older(next, prefix);
    if (next < 0) {
      if (at == history.size()) at = -1;
      return Optional.empty();
    }
    at = next;
    return Optional.of(history.get(at));
  }

  private void begin(String now, boolean isLike) {
    at = history.size();
    draft = now;
    prefix = isLike ? now : "";
  }

  /** Returns a newer entry, the draft in the end. */
  Optional<String> newer() {
    if (at < 0) return Optional.empty();
    at = history.newer(at, prefix);
    if (at < history.size()) return Optional.of(history.get(at));
    at = -1;
    return Optional.of(draft);
  }
}
