package dev.jackdaw.policy.shell;

/** {@code $((…))} over one or two whole numbers of at most six digits. */
final class Arithmetic {
  private static final int MAX_DIGITS = 6;

  private Arithmetic() {}

  /** Returns the result and moves the cursor behind it. */
  static String read(Cursor cursor) throws Uncertain {
    var start = cursor.at;
    cursor.at += 3;
    var result = number(cursor, start);
    if (cursor.atEnd()) throw cursor.uncertain("it calculates with unknown values", start);
    var sign = cursor.peek();
    if (sign != ')') {
      cursor.at++;
      var right = number(cursor, start);
      result =
          switch (sign) {
            case '+' -> result + right;
            case '-' -> result - right;
            case '*' -> result * right;
            default -> throw cursor.uncertain("it calculates more than is followed here", start);
          };
    }
    if (!cursor.skip("))")) throw cursor.uncertain("it calculates with unknown values", start);
    return Long.toString(result);
  }

  private static long number(Cursor cursor, int start) throws Uncertain {
    while (cursor.peek() == ' ') cursor.at++;
    var from = cursor.at;
    while (cursor.peek() >= '0' && cursor.peek() <= '9') cursor.at++;
    var digits = cursor.text.substring(from, cursor.at);
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || digits.length() > 1 && digits.charAt(0) == '0') {
      throw cursor.uncertain("it calculates with unknown values", start);
    }
    while (cursor.peek() == ' ') cursor.at++;
    return Long.parseLong(digits);
  }
}
