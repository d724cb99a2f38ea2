package dev.jackdaw.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** Returns the known name closest to the given one, if any is close enough to be a slip. */
  public static Optional<String> of(String given, Collection<String> known) {
    var wanted = plain(given);
    var limit = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(name -> isSlip(wanted, plain(name), limit))
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                .thenComparing(name -> !hasSameLetters(wanted, plain(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns {@code , did you mean "x"?} or an empty text. */
  public static String hint(String given, Collection<String> known) {
    return of(given, known).map(name -> ", did you mean \"" + name + "\"?").orElse("");
  }

  /** Letters in another order are the likeliest slip. */
  private static boolean hasSameLetters(String wanted, String name) {
    return Arrays.equals(wanted.chars().sorted().toArray(), name.chars().sorted().toArray());
  }

  /** A name of which nothing is left as it was is another name, however short. */
  private static boolean isSlip(String wanted, String name, int limit) {
    var distance = distance(wanted, name);
    return distance <= limit && distance < Math.max(wanted.length(), name.length())
        || distance == 0
        || contains(wanted, name);
  }

  private static boolean contains(String wanted, String name) {
    return wanted.length() >= 3
        && name.length() >= 3
        && (wanted.contains(name) || name.contains(wanted));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Returns the Levenshtein distance in UTF-16 units. */
  static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) row[j] = j;
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var above = row[j];
        var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
