package dev.jackdaw.engine.context;

/** How fast a conversation grows, from one request to the next. */
final class Growth {
  /** What the newest request counts for. */
  private static final double WEIGHT = 0.1;

  /** Nothing told beyond this is worth anything. */
  private static final int FAR = 1_000;

  private long last = -1;
  private double perRequest = -1;

  /** Tells the size of a request that was sent. */
  void add(long tokens) {
    if (last >= 0 && tokens > last) {
      var grown = tokens - last;
      perRequest = perRequest < 0 ? grown : perRequest + WEIGHT * (grown - perRequest);
    }
    last = tokens;
  }

  /** What is sent next is not larger than the last because something was said. */
  void folded() {
    last = -1;
  }

  /**
   * Returns a sentence that tells when a fold is to be expected.
   *
   * @param gain what a fold would take away now
   * @param atLeast what it must take away
   * @param missing what waiting must still cost before a fold is due; infinite for never
   */
  String forecast(long total, long gain, long atLeast, double missing, Prices prices) {
    var room = prices.left();
    var needed = Math.max(0, atLeast - gain);
    if (perRequest <= 0) {
      var free = Double.isInfinite(missing) ? room : Math.min(room, needed);
      return "no fold is expected before " + inThousands(total + Math.max(0, free)) + " tokens";
    }
    var byPrice = Math.max(needed / perRequest, untilPaid(gain, missing, prices.terms().read()));
    var requests = Math.max(1, Math.ceil(Math.min(byPrice, room / perRequest)));
    if (requests > FAR) return "no fold is expected in the next " + FAR + " requests";
    return "a fold is expected in about "
        + (long) requests
        + (requests == 1 ? " request" : " requests");
  }

  /** Solves {@code read * (gain * n + growth * n * n / 2) = missing} for n. */
  private double untilPaid(long gain, double missing, double read) {
    if (missing <= 0) return 0;
    if (read <= 0 || Double.isInfinite(missing)) return Double.POSITIVE_INFINITY;
    var half = gain / perRequest;
    return Math.sqrt(half * half + 2 * missing / (read * perRequest)) - half;
  }

  private static String inThousands(long tokens) {
    return Math.max(1, (tokens + 500) / 1_000) + "k";
  }
}
