package dev.jackdaw.policy.shell;

/** {@code $((…))} over whole numbers of at most six digits: sums, products, parentheses. */
final class Arithmetic {
  private static final int MAX_DIGITS = 6;
  private static final int MAX_DEPTH = 8;
  private static final long MOST = 1_000_000_000_000L;

  private final Cursor cursor;
  private final int start;
  private int depth;

  private Arithmetic(Cursor cursor) {
    this.cursor = cursor;
    this.start = cursor.at;
  }

  /** Returns the result and moves the cursor behind it. */
  static String read(Cursor cursor) throws Uncertain {
    var arithmetic = new Arithmetic(cursor);
    cursor.at += 3;
    if (cursor.peek() == '(') throw arithmetic.unknown();
    var result = arithmetic.sum();
    if (!cursor.skip("))")) throw arithmetic.unknown();
    return Long.toString(result);
  }

  private Uncertain unknown() {
    return cursor.uncertain("it calculates with unknown values", start);
  }

  private long sum() throws Uncertain {
    var result = product();
    while (cursor.peek() == '+' || cursor.peek() == '-') {
      var plus = cursor.text.charAt(cursor.at++) == '+';
      var next = product();
      result = bounded(plus ? result + next : result - next);
    }
    return result;
  }

  private long product() throws Uncertain {
    var result = number();
    while ("*/%".indexOf(cursor.peek()) >= 0) {
      var sign = cursor.text.charAt(cursor.at++);
      var next = number();
      if (sign != '*' && next == 0) throw unknown();
      result = bounded(sign == '*' ? result * next : sign == '/' ? result / next : result % next);
    }
    return result;
  }

  private long bounded(long result) throws Uncertain {
    if (Math.abs(result) > MOST) throw unknown();
    return result;
  }

  private long number() throws Uncertain {
    blanks();
    if (cursor.skip("(")) {
      if (++depth > MAX_DEPTH) throw unknown();
      var inner = sum();
      if (!cursor.skip(")")) throw unknown();
      depth--;
      blanks();
      return inner;
    }
    var from = cursor.at;
    while (cursor.peek() >= '0' && cursor.peek() <= '9') cursor.at++;
    var digits = cursor.text.substring(from, cursor.at);
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || digits.length() > 1 && digits.charAt(0) == '0') {
      throw unknown();
    }
    blanks();
    return Long.parseLong(digits);
  }

  private void blanks() {
    while (cursor.peek() == ' ') cursor.at++;
  }
}
