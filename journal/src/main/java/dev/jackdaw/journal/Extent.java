package dev.jackdaw.journal;

/** How many whole records a file begins with, and how many bytes they take. */
record Extent(long records, long bytes) {
  static final Extent NOTHING = new Extent(0, 0);

  Extent plus(int lineBytes) {
    return new Extent(records + 1, bytes + lineBytes);
  }
}
