package dev.jackdaw.tui.theme;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what is behind the text. */
public final class Background {
  /** What asks a terminal for its background; it answers {@link #answer}, or not at all. */
  public static final String QUESTION = "\u001b]11;?\u001b\\";

  private static final Pattern ANSWER =
      Pattern.compile(
          "\\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?");
  private static final Pattern HEX = Pattern.compile("\\]11;(#[0-9a-fA-F]{6})(?![0-9a-fA-F])");

  private Background() {}

  /** Reads a terminal's answer, with or without what ends it. */
  public static Optional<Rgb> answer(String sequence) {
    var parts = ANSWER.matcher(sequence);
    if (parts.find()) {
      return Optional.of(new Rgb(part(parts.group(1)), part(parts.group(2)), part(parts.group(3))));
    }
    var hex = HEX.matcher(sequence);
    return hex.find() ? Rgb.parse(hex.group(1)) : Optional.empty();
  }

  /** One to four digits say how much of the most that as many digits can say. */
  private static int part(String digits) {
    var most = (1 << 4 * digits.length()) - 1;
    return Math.round(Integer.parseInt(digits, 16) * 255f / most);
  }

  /** Reads {@code COLORFGBG}, which is like {@code 15;0} or {@code 0;default;15}. */
  public static Optional<Rgb> fromVariable(@Nullable String value) {
    if (value == null) return Optional.empty();
    var last = value.substring(value.lastIndexOf(';') + 1);
    if (!last.matches("\\d{1,2}") || Integer.parseInt(last) > 15) return Optional.empty();
    return Optional.of(Rgb.indexed(Integer.parseInt(last)));
  }
}
