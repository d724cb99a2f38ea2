package dev.jackdaw.engine.context;

/**
 * What a fold leaves of the newest turns, in tokens.
 *
 * @param whole of those that stay as they are
 * @param brief of those before them that stay with their long texts cut
 */
record Tail(long whole, long brief) {
  static final Tail NONE = new Tail(0, 0);

  long all() {
    return whole + brief;
  }

  Tail half() {
    return new Tail(whole / 2, brief / 2);
  }
}
