package dev.jackdaw.engine.progress;

import java.util.Optional;

/** Notices that for many steps nothing new came to light, and that a wait takes too long. */
final class Standstill {
  private static final int STEPS = 12;

  /** How many steps later it is noticed again: a model needs some to find another way. */
  private static final int AGAIN = 6;

  /** How often something may be looked at that does not change, by a call that is made to wait. */
  private static final int PATIENCE = 60;

  private int steps;
  private int waits;

  void clear() {
    steps = 0;
    waits = 0;
  }

  Optional<String> see(Seen seen) {
    if (seen.getsOn()) {
      clear();
      return Optional.empty();
    }
    if (seen.polls()) {
      waits++;
      return waits % PATIENCE == 0
          ? Optional.of("what is waited for did not change in " + waits + " looks")
          : Optional.empty();
    }
    steps++;
    return steps >= STEPS && (steps - STEPS) % AGAIN == 0
        ? Optional.of(
            "in the last "
                + steps
                + " calls no file got a new content, no result was new and the list of steps did not"
                + " change")
        : Optional.empty();
  }
}
