package dev.jackdaw.tools.image;

import java.util.Arrays;

/**
 * Makes a picture smaller row by row: each pixel is the mean of the area it stands for, so that
 * thin lines of text stay legible. Not thread-safe.
 */
final class Reduction {
  /** Takes the rows of the smaller picture. */
  interface Rows {
    void row(int[] argb);
  }

  private static final int CHANNELS = 4;

  private final Picture.Size from;
  private final Picture.Size to;
  private final Rows rows;
  private final double[] across;
  private final double[] sum;
  private final int[] made;
  private int taken;
  private int given;

  Reduction(Picture.Size from, Picture.Size to, Rows rows) {
    this.from = from;
    this.to = to;
    this.rows = rows;
    across = new double[to.width() * CHANNELS];
    sum = new double[to.width() * CHANNELS];
    made = new int[to.width()];
  }

  /** Takes the next row; colours of pixels that let others through count less. */
  void add(int[] argb) {
    squeeze(argb);
    var scale = (double) to.height() / from.height();
    var start = taken * scale;
    var end = ++taken == from.height() ? to.height() : taken * scale;
    while (given < to.height() && end >= given + 1) {
      accumulate(given + 1 - start);
      give();
      start = given;
    }
    if (end > start) accumulate(end - start);
  }

  private void squeeze(int[] argb) {
    Arrays.fill(across, 0);
    var scale = (double) to.width() / from.width();
    for (var x = 0; x < from.width(); x++) {
      var start = x * scale;
      var end = Math.min(to.width(), (x + 1) * scale);
      var first = Math.min((int) start, to.width() - 1);
      var cut = Math.min(end, first + 1);
      spread(argb[x], first, cut - start);
      if (end > cut && first + 1 < to.width()) spread(argb[x], first + 1, end - cut);
    }
  }

  private void spread(int argb, int x, double weight) {
    var alpha = (argb >>> 24) * weight;
    var at = x * CHANNELS;
    across[at] += alpha;
    across[at + 1] += (argb >> 16 & 0xff) * alpha;
    across[at + 2] += (argb >> 8 & 0xff) * alpha;
    across[at + 3] += (argb & 0xff) * alpha;
  }

  private void accumulate(double weight) {
    for (var i = 0; i < sum.length; i++) sum[i] += across[i] * weight;
  }

  private void give() {
    for (var x = 0; x < made.length; x++) {
      var at = x * CHANNELS;
      var alpha = sum[at];
      made[x] =
          alpha <= 0
              ? 0
              : level(alpha) << 24
                  | level(sum[at + 1] / alpha) << 16
                  | level(sum[at + 2] / alpha) << 8
                  | level(sum[at + 3] / alpha);
    }
    rows.row(made);
    Arrays.fill(sum, 0);
    given++;
  }

  private static int level(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}
