package dev.jackdaw.benchmarks.context;

/**
 * Something a session says that matters later.
 *
 * @param number its index among the facts of the session
 * @param from the first request that should know it
 * @param until the first request that need not know it any more
 */
record Fact(int number, Kind kind, int from, int until) {

  /** What facts are about; {@link #retained} is an assumption, everything else is measured. */
  enum Kind {
    INSTRUCTION("F1", 0.8),
    CONSTRAINT("F2", 0.75),
    PATH("F3", 0.7),
    FAILURE("F4", 0.8),
    DETAIL("F5", 0.1);

    private final String id;
    private final double retained;

    Kind(String id, double retained) {
      this.id = id;
      this.retained = retained;
    }

    String id() {
      return id;
    }

    /** Returns how likely a summary written by a model tells a fact that it was shown. */
    double retained() {
      return retained;
    }
  }

  boolean matters(int request) {
    return from <= request && request < until;
  }
}
