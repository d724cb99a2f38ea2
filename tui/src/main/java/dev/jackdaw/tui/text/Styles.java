package dev.jackdaw.tui.text;

import dev.jackdaw.tui.theme.Colour;
import dev.jackdaw.tui.theme.Look;
import dev.jackdaw.tui.theme.Rgb;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.utils.AttributedStyle;

/** Puts styles on top of one another, and takes them apart. */
public final class Styles {
  private static final long FOREGROUND =
      AttributedStyle.DEFAULT.foregroundRgb(0xffffff).getStyle()
          | AttributedStyle.DEFAULT.foreground(255).getStyle();
  private static final long BACKGROUND =
      AttributedStyle.DEFAULT.backgroundRgb(0xffffff).getStyle()
          | AttributedStyle.DEFAULT.background(255).getStyle();

  private Styles() {}

  /** Returns both: the colours of the upper one where it has any, the attributes of either. */
  public static AttributedStyle over(AttributedStyle lower, AttributedStyle upper) {
    var style = lower.getStyle();
    var mask = lower.getMask();
    if ((upper.getStyle() & FOREGROUND) != 0) {
      style &= ~FOREGROUND;
      mask &= ~FOREGROUND;
    }
    if ((upper.getStyle() & BACKGROUND) != 0) {
      style &= ~BACKGROUND;
      mask &= ~BACKGROUND;
    }
    return new AttributedStyle(style | upper.getStyle(), mask | upper.getMask());
  }

  /** Returns what a style looks like. */
  public static Look look(AttributedStyle style) {
    var bits = style.getStyle();
    var attributes = EnumSet.noneOf(Look.Attribute.class);
    for (var attribute : Look.Attribute.values()) {
      if ((bits & flag(attribute)) != 0) attributes.add(attribute);
    }
    var none = AttributedStyle.DEFAULT;
    return new Look(
        colour(bits, none.foreground(0), none.foregroundRgb(0), none.foreground(1)),
        colour(bits, none.background(0), none.backgroundRgb(0), none.background(1)),
        attributes);
  }

  private static long flag(Look.Attribute attribute) {
    var none = AttributedStyle.DEFAULT;
    var style =
        switch (attribute) {
          case BOLD -> none.bold();
          case FAINT -> none.faint();
          case ITALIC -> none.italic();
          case UNDERLINE -> none.underline();
          case INVERSE -> none.inverse();
          case STRIKE -> none.crossedOut();
        };
    return style.getStyle();
  }

  private static Optional<Colour> colour(
      long bits, AttributedStyle numbered, AttributedStyle rgb, AttributedStyle one) {
    var at = Long.numberOfTrailingZeros(one.getStyle() & ~numbered.getStyle());
    var value = (int) (bits >>> at) & 0xffffff;
    if ((bits & rgb.getStyle()) != 0) return Optional.of(Rgb.of(value));
    return (bits & numbered.getStyle()) == 0
        ? Optional.empty()
        : Optional.of(new Colour.Numbered(value));
  }
}
