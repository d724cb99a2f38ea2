package dev.jackdaw.tui.input;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the answers of a terminal. */
final class Reports {
  private static final Pattern COLOUR =
      Pattern.compile("\\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4}).*");
  private static final String VERSION = "P>|";

  private Reports() {}

  /** Returns what a control sequence answers; null when it answers nothing. */
  static @Nullable Report csi(String parameters, char last) {
    var isPrivate = parameters.startsWith("?");
    return switch (last) {
      case 'y' -> isPrivate && parameters.endsWith("$") ? mode(parameters) : null;
      case 'u' -> isPrivate ? new Report.Keyboard(number(parameters.substring(1))) : null;
      case 'c' -> isPrivate ? new Report.Attributes() : null;
      case 'n' -> parameters.equals("0") ? new Report.Ready() : null;
      default -> null;
    };
  }

  private static Report mode(String parameters) {
    var parts = parameters.substring(1, parameters.length() - 1).split(";", -1);
    return new Report.Mode(number(parts[0]), parts.length > 1 ? number(parts[1]) : 0);
  }

  /** Returns what a string sequence answers; null when it answers nothing. */
  static @Nullable Report string(String body) {
    if (body.startsWith(VERSION)) return new Report.Name(body.substring(VERSION.length()));
    var colour = COLOUR.matcher(body);
    if (!colour.matches()) return null;
    return new Report.Background(
        part(colour.group(1)), part(colour.group(2)), part(colour.group(3)));
  }

  /** Scales one to four digits to a byte. */
  private static int part(String digits) {
    var most = (1 << 4 * digits.length()) - 1;
    return Math.round(255f * Integer.parseInt(digits, 16) / most);
  }

  private static int number(String digits) {
    return Sequences.number(digits, 0);
  }
}
