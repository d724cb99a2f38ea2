package dev.jackdaw.tui.theme;

import java.util.Locale;
import java.util.Optional;

/** A colour; each part is from 0 to 255. */
public record Rgb(int red, int green, int blue) implements Colour {
  public Rgb {
    if ((red | green | blue) >>> 8 != 0) {
      throw new IllegalArgumentException("no colour: " + red + ", " + green + ", " + blue);
    }
  }

  /** Returns the colour of 24 bits. */
  public static Rgb of(int bits) {
    return new Rgb(bits >> 16 & 255, bits >> 8 & 255, bits & 255);
  }

  /** Returns what terminals usually make of one of the 256 numbered colours. */
  public static Rgb indexed(int index) {
    return of(Palette.bits(index));
  }

  /** Reads {@code #rrggbb} or {@code #rgb}. */
  public static Optional<Rgb> parse(String text) {
    if (!text.matches("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")) return Optional.empty();
    var bits = Integer.parseInt(text.substring(1), 16);
    return Optional.of(
        text.length() == 7
            ? of(bits)
            : new Rgb((bits >> 8) * 17, (bits >> 4 & 15) * 17, (bits & 15) * 17));
  }

  int bits() {
    return red << 16 | green << 8 | blue;
  }

  /** Returns how bright it looks, from 0 to 1: the relative luminance of WCAG 2.2. */
  public double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    var value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** Returns the contrast ratio of WCAG 2.2, from 1 to 21. */
  public double contrast(Rgb other) {
    var a = luminance();
    var b = other.luminance();
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Returns whether light text reads better on it than dark text. */
  public boolean isDark() {
    return luminance() < 0.18;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%06x", bits());
  }
}
