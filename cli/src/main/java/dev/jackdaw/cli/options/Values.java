package dev.jackdaw.cli.options;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands behind an option, and says what would have been right. */
public final class Values {
  private static final int MAX_COUNT = 1_000_000;

  /** What a number of tokens looks like, for messages. */
  public static final String TOKENS_FORM = "a number such as 500000, 500k or 2M";

  private static final double MAX_DOLLARS = 1_000_000;
  private static final Duration LONGEST = Duration.ofDays(365);

  private Values() {}

  /** Returns the texts the value consists of, each of them valid for the option. */
  static List<String> read(Option option, String given) {
    if (given.isEmpty()) refuseEmpty(option);
    switch (option.kind()) {
      case FLAG, ANY_TEXT, FILE, DIRECTORY, FILE_OR_JSON -> {}
      case TEXT, TEXTS, OPTIONAL_SESSION -> refuseNul(option, given);
      case CHOICE -> choice(option, given);
      case CHOICES -> {
        var parts = split(given, false);
        for (var part : parts) choice(option, part);
        return parts;
      }
      case COUNT -> require(option, count(given), given, "a whole number from 1 to " + MAX_COUNT);
      case TOKENS -> require(option, tokens(given), given, TOKENS_FORM);
      case DOLLARS -> require(option, dollars(given), given, "an amount such as 2 or 0.50");
      case DURATION -> require(option, duration(given), given, "a time such as 90s, 10m or 1h30m");
      case RULES -> {
        var parts = split(given, true);
        for (var part : parts) rule(option, part);
        return parts;
      }
      case NAMES -> {
        return split(given, true);
      }
      case NEW_SESSION -> {
        if (!SessionId.isValid(given)) {
          throw wrong(option, given, "1 to 64 letters, digits, '-' or '_'");
        }
      }
    }
    return List.of(given);
  }

  private static void refuseEmpty(Option option) {
    if (option.kind() == ValueKind.ANY_TEXT || option.kind() == ValueKind.NAMES) return;
    throw new UsageException(option.longName() + " needs a value, not an empty text.");
  }

  private static void refuseNul(Option option, String given) {
    if (given.indexOf('\0') >= 0) throw wrong(option, given, "a text without NUL");
  }

  private static void choice(Option option, String given) {
    if (option.choices().contains(given)) return;
    throw new UsageException(
        option.longName()
            + " takes "
            + list(option.choices())
            + ", not \""
            + UsageException.shown(given)
            + "\""
            + hint(given, option.choices()));
  }

  /** Returns the end of a sentence about an unknown name: the name that was probably meant. */
  static String hint(String given, List<String> known) {
    var hint = Nearest.hint(given, known);
    return hint.isEmpty() ? "." : hint;
  }

  static String list(List<String> choices) {
    var text = new StringBuilder();
    for (var i = 0; i < choices.size(); i++) {
      if (i > 0) text.append(i == choices.size() - 1 ? " or " : ", ");
      text.append(choices.get(i));
    }
    return text.toString();
  }

  private static void rule(Option option, String given) {
    try {
      Rule.parse(given);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          option.longName()
              + ": \""
              + UsageException.shown(given)
              + "\" is not a rule; write Tool or Tool(specifier), such as 'Bash(git diff:*)'.");
    }
  }

  private static void require(Option option, Optional<?> value, String given, String wanted) {
    if (value.isEmpty()) throw wrong(option, given, wanted);
  }

  private static UsageException wrong(Option option, String given, String wanted) {
    return new UsageException(
        option.longName() + " takes " + wanted + ", not \"" + UsageException.shown(given) + "\".");
  }

  /** Splits at commas outside parentheses, and at white space there when asked to. */
  static List<String> split(String given, boolean atSpaces) {
    var parts = new ArrayList<String>();
    var depth = 0;
    var start = 0;
    for (var i = 0; i <= given.length(); i++) {
      var c = i == given.length() ? ',' : given.charAt(i);
      if (c == '(') depth++;
      if (c == ')' && depth > 0) depth--;
      var ends = i == given.length() || depth == 0 && (c == ',' || atSpaces && c <= ' ');
      if (!ends) continue;
      var part = given.substring(start, i).strip();
      if (!part.isEmpty()) parts.add(part);
      start = i + 1;
    }
    return parts;
  }

  /** Returns the whole number from 1, if that is what it is. */
  public static Optional<Integer> count(String given) {
    if (given.isEmpty() || given.length() > 7) return Optional.empty();
    var value = 0;
    for (var i = 0; i < given.length(); i++) {
      var c = given.charAt(i);
      if (c < '0' || c > '9') return Optional.empty();
      value = value * 10 + (c - '0');
    }
    return value >= 1 && value <= MAX_COUNT ? Optional.of(value) : Optional.empty();
  }

  /** Returns the number of tokens, 1 to a billion thousands, if it is one. */
  public static Optional<Long> tokens(String given) {
    if (given.isEmpty()) return Optional.empty();
    var factor =
        switch (given.charAt(given.length() - 1)) {
          case 'k', 'K' -> 1_000L;
          case 'm', 'M' -> 1_000_000L;
          default -> 1L;
        };
    var digits = factor == 1 ? given : given.substring(0, given.length() - 1);
    if (digits.isEmpty() || digits.length() > 12) return Optional.empty();
    var value = 0L;
    for (var i = 0; i < digits.length(); i++) {
      var c = digits.charAt(i);
      if (c < '0' || c > '9') return Optional.empty();
      value = value * 10 + (c - '0');
    }
    return value >= 1 ? Optional.of(value * factor) : Optional.empty();
  }

  /** Returns the amount in US dollars, if it is one above nothing. */
  public static Optional<Double> dollars(String given) {
    if (given.length() > 20) return Optional.empty();
    var points = 0;
    for (var i = 0; i < given.length(); i++) {
      var c = given.charAt(i);
      if (c == '.') points++;
      else if (c < '0' || c > '9') return Optional.empty();
    }
    if (points > 1 || points == given.length()) return Optional.empty();
    var value = Double.parseDouble(given);
    return value > 0 && value <= MAX_DOLLARS ? Optional.of(value) : Optional.empty();
  }

  /**
   * Returns the time, written as numbers with a unit each: {@code ms}, {@code s}, {@code m}, {@code
   * h} or {@code d}, larger units first. It is more than nothing and at most a year.
   */
  public static Optional<Duration> duration(String given) {
    var total = 0L;
    var at = 0;
    var previous = Long.MAX_VALUE;
    while (at < given.length()) {
      var start = at;
      var number = 0L;
      while (at < given.length() && given.charAt(at) >= '0' && given.charAt(at) <= '9') {
        number = number * 10 + (given.charAt(at++) - '0');
      }
      if (at == start || at - start > 9) return Optional.empty();
      var unit = unitMillis(given, at);
      if (unit == 0 || unit >= previous) return Optional.empty();
      at += unit == 1 ? 2 : 1;
      previous = unit;
      total += number * unit;
    }
    if (total <= 0 || total > LONGEST.toMillis()) return Optional.empty();
    return Optional.of(Duration.ofMillis(total));
  }

  private static long unitMillis(String given, int at) {
    if (at >= given.length()) return 0;
    return switch (given.charAt(at)) {
      case 's' -> 1_000L;
      case 'm' -> at + 1 < given.length() && given.charAt(at + 1) == 's' ? 1L : 60_000L;
      case 'h' -> 3_600_000L;
      case 'd' -> 86_400_000L;
      default -> 0L;
    };
  }
}
