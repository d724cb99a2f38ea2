package dev.jackdaw.sandbox.landlock;

/** What a confined thread gets for its system call. */
sealed interface Answer {
  /** The kernel makes the call as it was asked, under Landlock. */
  record Proceed() implements Answer {}

  /** It returns the value, or an error number as a negative one. */
  record Result(long value) implements Answer {}

  /**
   * It gets an open file.
   *
   * @param descriptor ours, closed once it is handed over
   */
  record Opened(long descriptor, boolean closedOnExec) implements Answer {}

  /** Somebody else answers when it is known. */
  record Later() implements Answer {}

  Answer PROCEED = new Proceed();
  Answer DONE = new Result(0);
  Answer LATER = new Later();

  static Answer error(int number) {
    return new Result(-number);
  }

  static Answer of(long result) {
    return new Result(result);
  }
}
