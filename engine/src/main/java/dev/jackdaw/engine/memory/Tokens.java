package dev.jackdaw.engine.memory;

/** How many tokens a text has, estimated: the one place where memory files are measured. */
public final class Tokens {
  private static final double CHARS_PER_TOKEN = 3.2;

  private Tokens() {}

  /** Returns the tokens of a text. */
  public static long of(CharSequence text) {
    return (long) Math.ceil(text.length() / CHARS_PER_TOKEN);
  }
}
