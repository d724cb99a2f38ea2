package dev.jackdaw.tools.output;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises one kind of line that a test runner or compiler prints.
 *
 * @param mark what such a line always holds, three bytes or more; looked for first, because it is
 *     fast
 * @param details how many of the lines that follow say more about it, at most
 * @param detail what each of those looks like
 * @param heading what the last line before it without indentation looks like when that belongs to
 *     it
 */
record Rule(
    String mark, Pattern line, Kind kind, int details, Pattern detail, Optional<Pattern> heading) {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** What a line tells. */
  enum Kind {
    /** Where it failed and why, in one line. */
    SUMMARY,
    /** That something failed; what follows says more. */
    FAILURE,
    /** How many failed. */
    TOTAL,
    /** A line that says more about the failure before it, or stands above it. */
    DETAIL
  }

  static Rule summary(String mark, String line) {
    return of(mark, line, Kind.SUMMARY);
  }

  static Rule failure(String mark, String line) {
    return of(mark, line, Kind.FAILURE);
  }

  static Rule total(String mark, String line) {
    return of(mark, line, Kind.TOTAL);
  }

  private static Rule of(String mark, String line, Kind kind) {
    return new Rule(mark, Pattern.compile(line), kind, 0, NOTHING, Optional.empty());
  }

  /** Returns the rule with lines that say more, each of which looks like that. */
  Rule then(int count, String detail) {
    return new Rule(mark, line, kind, count, Pattern.compile(detail), heading);
  }

  /** Returns the rule for lines that stand under a heading, such as the name of a file. */
  Rule under(String pattern) {
    return new Rule(mark, line, kind, details, detail, Optional.of(Pattern.compile(pattern)));
  }

  boolean matches(String text) {
    return text.contains(mark) && line.matcher(text).find();
  }
}
