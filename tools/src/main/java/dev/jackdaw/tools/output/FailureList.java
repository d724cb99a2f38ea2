package dev.jackdaw.tools.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines that were found, in order and each once; no more than can be of use. Of totals the last
 * ones count, of failures the first. Not thread-safe.
 */
final class FailureList {
  private static final int MAX_LINES = 300;
  private static final int MAX_TOTALS = 4;

  private final List<Found> failures = new ArrayList<>();
  private final List<Found> totals = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private long dropped;

  FailureList copy() {
    var copy = new FailureList();
    copy.failures.addAll(failures);
    copy.totals.addAll(totals);
    copy.known.addAll(known);
    copy.dropped = dropped;
    return copy;
  }

  void add(Found one) {
    if (one.line().isBlank()) return;
    switch (one.kind()) {
      case TOTAL -> {
        totals.removeIf(total -> total.line().equals(one.line()));
        totals.add(one);
        if (totals.size() > MAX_TOTALS) totals.removeFirst();
      }
      case SUMMARY, FAILURE -> addFailure(one);
      case DETAIL -> {
        if (failures.size() < MAX_LINES) failures.add(one);
      }
    }
  }

  /** A summary comes last and says most: details make room for it. */
  private void addFailure(Found one) {
    if (!known.contains(one.line())) {
      if (failures.size() >= MAX_LINES && one.kind() == Rule.Kind.SUMMARY) {
        failures.remove(lastOther());
      }
      if (failures.size() < MAX_LINES) {
        failures.add(one);
        known.add(one.line());
      } else {
        dropped++;
      }
    }
  }

  private Found lastOther() {
    for (var one : failures.reversed()) if (one.kind() != Rule.Kind.SUMMARY) return one;
    return failures.getLast();
  }

  List<Found> failures() {
    return failures;
  }

  List<Found> totals() {
    return totals;
  }

  /** Returns how many failures were found beyond those that are held. */
  long dropped() {
    return dropped;
  }
}
