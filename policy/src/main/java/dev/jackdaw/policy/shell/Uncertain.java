package dev.jackdaw.policy.shell;

/** Ends an analysis: the rest of the line is not known with certainty. */
final class Uncertain extends Exception {
  private static final long serialVersionUID = 1;
  private final String offending;

  /**
   * Says why.
   *
   * @param why a sentence without the full stop, such as "it sets a variable"
   * @param offending the piece of the line it is about; may be empty
   */
  Uncertain(String why, String offending) {
    super(why, null, false, false);
    this.offending = offending;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  String offending() {
    return offending;
  }
}
