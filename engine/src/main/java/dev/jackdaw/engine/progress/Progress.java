package dev.jackdaw.engine.progress;

import java.util.Optional;

/**
 * Watches the steps of one agent's task for circles. What it does about one grows: first a hint in
 * the result of the call, then a notice, then the task is stuck. Each rung is given to the model
 * before the next is reached: at most one a turn. A function of the steps since the last {@link
 * #begin}. Thread-safe.
 */
public final class Progress {
  /** So many steps that bring something new, without a sign, take it back to the first rung. */
  private static final int QUIET_STEPS = 10;

  private enum Rung {
    NONE,
    HINTED,
    REFLECTING,
    STUCK
  }

  private final Memory memory = new Memory();
  private final Repetition repetition = new Repetition();
  private final Standstill standstill = new Standstill();
  private Rung rung = Rung.NONE;
  private Verdict verdict = new Verdict.GetsOn();
  private int climbedIn;
  private int quiet;
  private boolean folded;
  private boolean gotOn;

  /** Forgets everything: a person said something, so that everything may be different now. */
  public synchronized void begin() {
    memory.clear();
    repetition.clear();
    standstill.clear();
    rung = Rung.NONE;
    verdict = new Verdict.GetsOn();
    climbedIn = 0;
    quiet = 0;
    folded = false;
    gotOn = false;
  }

  /**
   * Takes in that the conversation was folded because it had become too long, before the model is
   * asked for this turn. Twice with nothing new in between is a sign like any other.
   */
  public synchronized void folded(int turn) {
    var sign = folded && !gotOn;
    folded = true;
    gotOn = false;
    if (!sign || turn == climbedIn) return;
    climbedIn = turn;
    if (rung == Rung.NONE) rung = Rung.HINTED; // there is no result to put a hint into
    climb("the conversation was folded twice without anything new in between");
  }

  /**
   * Takes in the next step.
   *
   * @param turn in which the model asked for it, counted upwards
   * @return what to add to its result
   */
  public synchronized Optional<String> observe(int turn, Step step) {
    if (step.isBrokenOff()) return Optional.empty();
    var seen = memory.see(step);
    gotOn |= seen.getsOn();
    var sign = sign(seen);
    if (sign.isEmpty()) {
      if (seen.getsOn() && ++quiet >= QUIET_STEPS) rung = Rung.NONE;
      return Optional.empty();
    }
    quiet = 0;
    if (turn == climbedIn) return Optional.empty();
    climbedIn = turn;
    return climb(sign.get());
  }

  private Optional<String> sign(Seen seen) {
    var again = repetition.see(seen);
    var idle = standstill.see(seen);
    if (seen.swinging().isPresent()) {
      return Optional.of(
          seen.swinging().get() + " was changed back to the same earlier content twice");
    }
    return again.isPresent() ? again : idle;
  }

  private Optional<String> climb(String sign) {
    switch (rung) {
      case NONE -> {
        rung = Rung.HINTED;
        return Optional.of(
            "[Jackdaw: "
                + sign
                + ". Doing it again will not help: change something first, try another way, or say"
                + " what is missing.]");
      }
      case HINTED -> {
        rung = Rung.REFLECTING;
        verdict =
            new Verdict.Reflect(
                "You are going in circles: "
                    + sign
                    + ". Before the next call, say in two sentences what you want to find out and"
                    + " what the results so far prove. Then go on in another way. If there is none,"
                    + " stop and tell the user what is missing. If this goes on, the task is"
                    + " stopped.");
      }
      case REFLECTING, STUCK -> {
        rung = Rung.STUCK;
        verdict = new Verdict.Stuck(sign);
      }
    }
    return Optional.empty();
  }

  /** Returns what follows from the steps since the last time it was asked. */
  public synchronized Verdict verdict() {
    var now = verdict;
    verdict = new Verdict.GetsOn();
    return now;
  }
}
