package dev.jackdaw.engine;

/** Something taken for the time of a call; closing it gives it back. */
@FunctionalInterface
interface Hold extends AutoCloseable {
  Hold NOTHING = () -> {};

  @Override
  void close();

  /** Returns both as one; the later one is given back first. */
  default Hold and(Hold later) {
    return () -> {
      try {
        later.close();
      } finally {
        close();
      }
    };
  }
}
