package dev.jackdaw.api;

/** Numbers the turns of one agent, counting from 1. */
public record TurnId(int number) {
  public TurnId {
    if (number < 1) throw new IllegalArgumentException("turns count from 1, not " + number);
  }

  public TurnId next() {
    return new TurnId(number + 1);
  }
}
