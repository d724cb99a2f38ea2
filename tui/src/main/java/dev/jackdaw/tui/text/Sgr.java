package dev.jackdaw.tui.text;

import dev.jackdaw.tui.theme.Colour;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Rgb;
import java.util.Optional;
import org.jline.utils.AttributedStyle;

/**
 * The colours a program has chosen. Bold, faint, italic, underlined, inverse and crossed out are
 * followed; what blinks or hides is not, and colours in which nothing could be read are left out.
 */
public final class Sgr {
  /** Below it, text is there but nobody sees it. */
  private static final double LEAST_CONTRAST = 1.5;

  private static final int NONE = -1;

  /** Added to a colour of 24 bits, so that it is none of the numbered ones. */
  private static final int TRUE_COLOUR = 0x1000000;

  private final Optional<Rgb> screen;
  private final ColourDepth depth;
  private AttributedStyle style = AttributedStyle.DEFAULT;
  private AttributedStyle current = AttributedStyle.DEFAULT;
  private int foreground = NONE;
  private int background = NONE;

  /**
   * Begins without any.
   *
   * @param depth how many colours are used; none leaves out the rest of the style, too
   * @param screen the terminal's background, where it is known
   */
  public Sgr(ColourDepth depth, Optional<Rgb> screen) {
    this.depth = depth;
    this.screen = screen;
  }

  AttributedStyle style() {
    return current;
  }

  private AttributedStyle readable() {
    if (depth == ColourDepth.NONE) return AttributedStyle.DEFAULT;
    if (background != NONE && foreground == NONE) return painted(inkOn(rgb(background)));
    if (foreground == NONE) return style;
    var paper = background == NONE ? screen : Optional.of(rgb(background));
    var hidden = paper.isPresent() && rgb(foreground).contrast(paper.get()) < LEAST_CONTRAST;
    return hidden ? style : painted(foreground);
  }

  private static int inkOn(Rgb paper) {
    return paper.contrast(Rgb.indexed(0)) > paper.contrast(Rgb.indexed(15)) ? 0 : 15;
  }

  private AttributedStyle painted(int ink) {
    var result = depth.foreground(style, colour(ink));
    if (background != NONE) result = depth.background(result, colour(background));
    return result;
  }

  private static Colour colour(int number) {
    return number >= TRUE_COLOUR ? Rgb.of(number - TRUE_COLOUR) : new Colour.Numbered(number);
  }

  private static Rgb rgb(int colour) {
    return colour >= TRUE_COLOUR ? Rgb.of(colour - TRUE_COLOUR) : Rgb.indexed(colour);
  }

  /** Takes the parameters of a sequence; those it does not know it passes over. */
  void accept(String parameters) {
    var numbers = parameters.replace(':', ';').split(";", -1);
    for (var i = 0; i < numbers.length; i++) {
      var number = number(numbers, i);
      if (number == 38 || number == 48) i = extended(numbers, i, number == 38);
      else if (number == 4 && parameters.startsWith("4:")) i = underline(numbers, i);
      else apply(number);
    }
    current = readable();
  }

  private int underline(String[] numbers, int i) {
    apply(number(numbers, i + 1) == 0 ? 24 : 4);
    return i + 1;
  }

  private static int number(String[] numbers, int i) {
    if (i >= numbers.length) return -1;
    var text = numbers[i];
    if (text.isEmpty()) return 0;
    if (text.length() > 4) return -1;
    for (var at = 0; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') return -1;
    }
    return Integer.parseInt(text);
  }

  private int extended(String[] numbers, int i, boolean isForeground) {
    var kind = number(numbers, i + 1);
    if (kind == 5) {
      var index = number(numbers, i + 2);
      if (index >= 0 && index < 256) paint(index, isForeground);
      return i + 2;
    }
    if (kind != 2) return numbers.length;
    var first = i + 5 < numbers.length && numbers[i + 2].isEmpty() ? i + 3 : i + 2;
    var red = number(numbers, first);
    var green = number(numbers, first + 1);
    var blue = number(numbers, first + 2);
    if (isByte(red) && isByte(green) && isByte(blue)) {
      paint(TRUE_COLOUR + (red << 16 | green << 8 | blue), isForeground);
    }
    return first + 2;
  }

  private static boolean isByte(int number) {
    return number >= 0 && number < 256;
  }

  private void paint(int colour, boolean isForeground) {
    if (isForeground) foreground = colour;
    else background = colour;
  }

  private void apply(int number) {
    switch (number) {
      case 0 -> {
        style = AttributedStyle.DEFAULT;
        foreground = NONE;
        background = NONE;
      }
      case 1 -> style = style.bold();
      case 2 -> style = style.faint();
      case 3 -> style = style.italic();
      case 4, 21 -> style = style.underline();
      case 7 -> style = style.inverse();
      case 9 -> style = style.crossedOut();
      case 22 -> style = style.boldDefault().faintDefault();
      case 23 -> style = style.italicDefault();
      case 24 -> style = style.underlineDefault();
      case 27 -> style = style.inverseDefault();
      case 29 -> style = style.crossedOutDefault();
      case 39 -> foreground = NONE;
      case 49 -> background = NONE;
      default -> {
        if (number >= 30 && number <= 37) foreground = number - 30;
        else if (number >= 40 && number <= 47) background = number - 40;
        else if (number >= 90 && number <= 97) foreground = number - 90 + 8;
        else if (number >= 100 && number <= 107) background = number - 100 + 8;
      }
    }
  }
}
