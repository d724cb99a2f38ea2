package dev.jackdaw.tui.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A text that is edited, its cursor, and all that can be undone. The cursor is always between two
 * clusters. Line ends are {@code \n}. Not for use by several threads.
 */
final class TextBuffer {
  /** Further back nobody goes; each step holds what it took out and put in. */
  private static final int MOST_STEPS = 1_000;

  /** A change: at a place something was put in the place of something else. */
  private record Change(int at, String removed, String inserted, int before, int after) {}

  /** Changes that are undone together. */
  private static final class Step {
    private final List<Change> changes = new ArrayList<>();
    private boolean isTyping;
  }

  private final StringBuilder text = new StringBuilder();
  private final Deque<Step> done = new ArrayDeque<>();
  private final Deque<Step> undone = new ArrayDeque<>();
  private int cursor;
  private int grouped;
  private long version;

  CharSequence text() {
    return text;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int cursor() {
    return cursor;
  }

  /** Returns a number that is another one after every change of the text. */
  long version() {
    return version;
  }

  String part(int from, int to) {
    return text.substring(from, to);
  }

  char charAt(int at) {
    return text.charAt(at);
  }

  void moveTo(int position) {
    cursor = Clusters.snap(text, position);
    closeTyping();
  }

  /** Ends the run of typing that is undone as one. */
  private void closeTyping() {
    if (!done.isEmpty()) done.getFirst().isTyping = false;
  }

  /** Puts text in at the cursor, which goes behind it. */
  void insert(String what) {
    replace(cursor, cursor, what);
  }

  /** Puts in what was typed: words of it are undone as one. */
  void type(String what) {
    var last = done.peekFirst();
    var joins =
        last != null
            && last.isTyping
            && grouped == 0
            && undone.isEmpty()
            && !(what.isBlank() && !lastTyped(last).isBlank());
    if (joins) grouped++;
    insert(what);
    if (joins) grouped--;
    if (grouped == 0 && !done.isEmpty()) done.getFirst().isTyping = true;
  }

  private static String lastTyped(Step step) {
    return step.changes.isEmpty() ? "" : step.changes.getLast().inserted();
  }

  /** Takes a part out and returns it. */
  String delete(int from, int to) {
    var removed = text.substring(from, to);
    replace(from, to, "");
    return removed;
  }

  /** Puts text in the place of a part; the cursor goes behind it. */
  void replace(int from, int to, String what) {
    if (from == to && what.isEmpty()) return;
    var change = new Change(from, text.substring(from, to), what, cursor, 0);
    text.replace(from, to, what);
    version++;
    cursor = Clusters.snap(text, from + what.length());
    step().changes.add(new Change(from, change.removed(), what, change.before(), cursor));
    undone.clear();
  }

  private Step step() {
    if (grouped > 0 && !done.isEmpty()) return done.getFirst();
    var step = new Step();
    done.addFirst(step);
    if (done.size() > MOST_STEPS) done.removeLast();
    return step;
  }

  /** Makes everything that the action changes one step. */
  void together(Runnable action) {
    if (grouped > 0) {
      action.run();
      return;
    }
    done.addFirst(new Step());
    grouped++;
    try {
      action.run();
    } finally {
      grouped--;
      if (!done.isEmpty() && done.getFirst().changes.isEmpty()) done.removeFirst();
    }
  }

  /** Returns how many steps can be undone. */
  int depth() {
    return done.size();
  }

  /** Makes everything since there were so many steps one step. */
  void join(int depth) {
    while (done.size() > Math.max(depth, 0) + 1) {
      var last = done.removeFirst();
      done.getFirst().changes.addAll(last.changes);
    }
    closeTyping();
  }

  /**
   * Puts a whole text in the place of this one, which can be undone; the cursor goes to its end.
   */
  void set(String whole) {
    if (!whole.contentEquals(text)) replace(0, text.length(), whole);
    moveTo(text.length());
  }

  /** As {@link #set}, and forgets what was before. */
  void reset(String whole) {
    set(whole);
    done.clear();
    undone.clear();
  }

  /** Returns whether there was something to undo. */
  boolean undo() {
    var step = done.pollFirst();
    if (step == null) return false;
    for (var change : step.changes.reversed()) {
      text.replace(change.at(), change.at() + change.inserted().length(), change.removed());
      cursor = change.before();
    }
    moved(step, undone);
    return true;
  }

  /** Returns whether there was something to do again. */
  boolean redo() {
    var step = undone.pollFirst();
    if (step == null) return false;
    for (var change : step.changes) {
      text.replace(change.at(), change.at() + change.removed().length(), change.inserted());
      cursor = change.after();
    }
    moved(step, done);
    return true;
  }

  private void moved(Step step, Deque<Step> to) {
    step.isTyping = false;
    to.addFirst(step);
    version++;
    cursor = Clusters.snap(text, cursor);
  }

  int next(int at) {
    return Clusters.next(text, at);
  }

  int previous(int at) {
    return Clusters.previous(text, at);
  }

  /** Returns where the line begins that the position is in. */
  int lineStart(int at) {
    return at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  }

  /** Returns where the line ends that the position is in: before its line end. */
  int lineEnd(int at) {
    var end = text.indexOf("\n", at);
    return end < 0 ? text.length() : end;
  }
}
