package dev.jackdaw.engine.context;

/**
 * Characters of text by kind, because their tokens differ in length.
 *
 * @param prose what people and models say
 * @param code input of calls, results of tools, schemas
 * @param wide outside ASCII, of either
 */
public record Chars(long prose, long code, long wide) {
  public static final Chars NONE = new Chars(0, 0, 0);

  /** Returns those of prose. */
  public static Chars ofProse(CharSequence text) {
    var wide = wide(text);
    return new Chars(text.length() - wide, 0, wide);
  }

  /** Returns those of code, JSON, or what a tool printed. */
  public static Chars ofCode(CharSequence text) {
    var wide = wide(text);
    return new Chars(0, text.length() - wide, wide);
  }

  public Chars plus(Chars other) {
    return new Chars(prose + other.prose, code + other.code, wide + other.wide);
  }

  /** Returns what is here beyond {@code other}; where that has more, nothing. */
  public Chars beyond(Chars other) {
    return new Chars(
        Math.max(0, prose - other.prose),
        Math.max(0, code - other.code),
        Math.max(0, wide - other.wide));
  }

  public long all() {
    return prose + code + wide;
  }

  private static int wide(CharSequence text) {
    var wide = 0;
    for (var i = 0; i < text.length(); i++) if (text.charAt(i) > 0x7f) wide++;
    return wide;
  }
}
