package dev.jackdaw.tui.compose;

import java.util.List;

/** A search in the history while something is typed. */
final class HistorySearch {
  private static final int MOST = 200;

  private final History history;
  private final StringBuilder wanted = new StringBuilder();
  private List<String> found;
  private int marked;

  HistorySearch(History history) {
    this.history = history;
    this.found = history.search("", MOST);
  }

  void type(String text) {
    wanted.append(text);
    search();
  }

  void shorten() {
    wanted.setLength(Clusters.previous(wanted, wanted.length()));
    search();
  }

  private void search() {
    found = history.search(wanted.toString(), MOST);
    marked = 0;
  }

  void move(int by) {
    marked = found.isEmpty() ? 0 : Math.clamp(marked + by, 0, found.size() - 1);
  }

  String wanted() {
    return wanted.toString();
  }

  List<String> found() {
    return found;
  }

  int marked() {
    return marked;
  }

  /** Returns the marked entry; empty when nothing was found. */
  String chosen() {
    return found.isEmpty() ? "" : found.get(marked);
  }
}
