package dev.jackdaw.testkit.server;

/** The servers' own measure: a token is four characters, begun ones count. */
final class Tokens {
  private Tokens() {}

  static int of(String text) {
    return (text.length() + 3) / 4;
  }
}
