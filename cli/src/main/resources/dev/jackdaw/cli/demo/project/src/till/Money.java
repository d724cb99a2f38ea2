package till;

/** An amount in euro cents. */
record Money(long cents) {
  Money plus(Money other) {
    return new Money(cents + other.cents);
  }

  /** Returns the share of this amount, rounded to the nearest cent. */
  Money share(Rate rate) {
    // Careful: rounding here has been the cause of wrong totals before.
    return new Money((cents * rate.hundredths() + 5_000) / 10_000);
  }

  @Override
  public String toString() {
    return "EUR " + cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
  }
}
