package dev.jackdaw.policy.shell;

/**
 * A word as a program gets it.
 *
 * @param text its characters; of names from a pattern the pattern, literal signs escaped
 * @param loose whether a name could look like an option, or come apart into several words
 */
record Argument(String text, Shape shape, boolean loose) {
  Argument(String text, Shape shape) {
    this(text, shape, false);
  }

  /** How much of it is known. */
  enum Shape {
    /** Everything. */
    EXACT,
    /** Everything but some digits, for which a zero stands. */
    DIGITS,
    /** One name that matches the pattern. */
    ONE_NAME,
    /** Every name that matches the pattern, or the pattern itself when none does. */
    MANY_NAMES,
    /** A stream that commands write, in the place of a file; some digits in its name. */
    FED,
    /** Nothing: a value from the environment or from input. It can only be printed. */
    UNKNOWN
  }

  static Argument exact(String text) {
    return new Argument(text, Shape.EXACT);
  }

  boolean isExact() {
    return shape == Shape.EXACT;
  }

  boolean isFed() {
    return shape == Shape.FED;
  }

  boolean isUnknown() {
    return shape == Shape.UNKNOWN;
  }

  boolean isPattern() {
    return shape == Shape.ONE_NAME || shape == Shape.MANY_NAMES;
  }

  /** Returns the text for people. */
  String shown() {
    if (!isPattern()) return text;
    var shown = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) i++;
      shown.append(text.charAt(i));
    }
    return shown.toString();
  }
}
