package dev.jackdaw.journal.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of time, never negative, possibly empty. */
public record Span(Instant from, Instant to) {
  private static final Comparator<Span> BY_START = Comparator.comparing(Span::from);

  public Span {
    if (to.isBefore(from)) throw new IllegalArgumentException(to + " is before " + from);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /** Returns whether both were under way at once; what only touches was not. */
  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }

  /** Returns the time that any of them covers, in order, as spans that do not touch. */
  static List<Span> union(List<Span> spans) {
    var merged = new ArrayList<Span>();
    for (var span : spans.stream().sorted(BY_START).toList()) {
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || last.to.isBefore(span.from)) merged.add(span);
      else if (last.to.isBefore(span.to))
        merged.set(merged.size() - 1, new Span(last.from, span.to));
    }
    return merged;
  }

  /** Returns the time that at least two of them cover. */
  static Duration shared(List<Span> spans) {
    var starts = spans.stream().map(Span::from).sorted().toList();
    var ends = spans.stream().map(Span::to).sorted().toList();
    var shared = Duration.ZERO;
    var open = 0;
    var last = Instant.MIN;
    for (int s = 0, e = 0; e < ends.size(); ) {
      var isStart = s < starts.size() && starts.get(s).isBefore(ends.get(e));
      var now = isStart ? starts.get(s++) : ends.get(e++);
      if (open > 1) shared = shared.plus(Duration.between(last, now));
      open += isStart ? 1 : -1;
      last = now;
    }
    return shared;
  }

  /** Returns the spans without the time that {@code others} cover. */
  static List<Span> minus(List<Span> spans, List<Span> others) {
    var left = spans;
    for (var other : others) left = left.stream().flatMap(s -> s.without(other).stream()).toList();
    return left;
  }

  private List<Span> without(Span other) {
    if (!overlaps(other)) return List.of(this);
    var parts = new ArrayList<Span>();
    if (from.isBefore(other.from)) parts.add(new Span(from, other.from));
    if (other.to.isBefore(to)) parts.add(new Span(other.to, to));
    return parts;
  }

  static Duration sum(List<Span> spans) {
    return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
  }
}
