package dev.jackdaw.tui.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Drafts that wait: those to be sent once the task is over, and those put away. */
final class Waiting {
  /** A draft, as it was typed and as what it is to be sent. */
  record Queued(String draft, Heard sent) {}

  private final Deque<Queued> queue = new ArrayDeque<>();
  private final Deque<String> stash = new ArrayDeque<>();

  void queue(String draft, Heard sent) {
    queue.addLast(new Queued(draft, sent));
  }

  /** Takes the first one out, to be sent. */
  Optional<Heard> next() {
    return Optional.ofNullable(queue.pollFirst()).map(Queued::sent);
  }

  /** Takes the last one out, to be edited. */
  Optional<String> takeBack() {
    return Optional.ofNullable(queue.pollLast()).map(Queued::draft);
  }

  List<String> queued() {
    var drafts = new ArrayList<String>();
    for (var one : queue) drafts.add(one.draft());
    return drafts;
  }

  void putAway(String draft) {
    stash.push(draft);
  }

  Optional<String> bringBack() {
    return Optional.ofNullable(stash.pollFirst());
  }

  boolean hasStash() {
    return !stash.isEmpty();
  }
}
