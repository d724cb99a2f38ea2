package dev.jackdaw.journal.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where moments stand between the left end, 0, and the right end, 1. Time in which nothing went on
 * takes little room: a session that was left over night is still readable.
 */
final class Axis {
  /** How much room such a time takes at most, against all time in which something went on. */
  private static final double LARGEST_GAP = 0.03;

  /** How much all of them together take at most. */
  private static final double ALL_GAPS = 0.25;

  /** Shorter ones are drawn as long as they were. */
  private static final double LEAST_LEFT_OUT_SECONDS = 1;

  /** A time that is shown shorter than it was. */
  record Break(double from, double to, Duration leftOut) {}

  private final Instant origin;
  private final double[] real;
  private final double[] shown;
  private final List<Break> breaks = new ArrayList<>();

  private Axis(Instant origin, List<Span> busy) {
    this.origin = origin;
    real = new double[busy.size() * 2];
    shown = new double[busy.size() * 2];
    lay(busy);
  }

  static Axis of(Timeline timeline) {
    var spans = new ArrayList<Span>();
    var all = timeline.span();
    spans.add(new Span(all.from(), all.from()));
    spans.add(new Span(all.to(), all.to()));
    for (var lane : timeline.lanes()) {
      for (var entry : lane.entries()) {
        if (entry instanceof Entry.Call call) {
          spans.addAll(call.runs());
          spans.addAll(call.waits());
        }
        if (!(entry instanceof Entry.Call)) spans.add(entry.span());
      }
    }
    return new Axis(all.from(), Span.union(spans));
  }

  private void lay(List<Span> busy) {
    var most = largestGap(busy);
    for (var i = 0; i < busy.size(); i++) {
      var from = seconds(busy.get(i).from());
      real[2 * i] = from;
      real[2 * i + 1] = seconds(busy.get(i).to());
      if (i > 0) shown[2 * i] = shown[2 * i - 1] + drawn(from - real[2 * i - 1], most);
      shown[2 * i + 1] = shown[2 * i] + real[2 * i + 1] - from;
    }
    for (var i = 1; i < busy.size(); i++) {
      var gap = real[2 * i] - real[2 * i - 1];
      if (drawn(gap, most) >= gap) continue;
      var left = Duration.between(busy.get(i - 1).to(), busy.get(i).from());
      var kept = Duration.ofNanos((long) (most * 1e9));
      breaks.add(new Break(part(shown[2 * i - 1]), part(shown[2 * i]), left.minus(kept)));
    }
  }

  private static double drawn(double gap, double most) {
    return gap > LEAST_LEFT_OUT_SECONDS ? Math.min(gap, most) : gap;
  }

  /** If nothing took any time, all there is to show is when it was. */
  private static double largestGap(List<Span> busy) {
    var work = Amounts.inSeconds(Span.sum(busy));
    if (work <= 0) return Double.MAX_VALUE;
    return Math.min(work * LARGEST_GAP, work * ALL_GAPS / busy.size());
  }

  private double seconds(Instant time) {
    return Amounts.inSeconds(Duration.between(origin, time));
  }

  private double part(double seconds) {
    var length = shown[shown.length - 1];
    return length <= 0 ? 0 : Math.clamp(seconds / length, 0, 1);
  }

  /** Returns the place of a moment, 0 to 1. */
  double at(Instant time) {
    var seconds = seconds(time);
    var i = Arrays.binarySearch(real, seconds);
    if (i >= 0) return part(shown[i]);
    var next = -i - 1;
    if (next == 0) return 0;
    if (next == real.length) return 1;
    var stretch = (shown[next] - shown[next - 1]) / (real[next] - real[next - 1]);
    return part(shown[next - 1] + (seconds - real[next - 1]) * stretch);
  }

  /** Returns how much time the axis shows, breaks shortened. */
  Duration length() {
    return Duration.ofMillis(Math.round(shown[shown.length - 1] * 1_000));
  }

  List<Break> breaks() {
    return breaks;
  }

  Duration leftOut() {
    return breaks.stream().map(Break::leftOut).reduce(Duration.ZERO, Duration::plus);
  }
}
