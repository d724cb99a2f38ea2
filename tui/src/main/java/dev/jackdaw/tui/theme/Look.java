package dev.jackdaw.tui.theme;

import java.util.Optional;
import java.util.Set;
import org.jline.utils.AttributedStyle;

/**
 * What text of a role looks like.
 *
 * @param foreground empty for the terminal's own
 * @param background empty for the terminal's own
 */
public record Look(
    Optional<Colour> foreground, Optional<Colour> background, Set<Attribute> attributes) {
  /** Nothing special. */
  public static final Look PLAIN = new Look(Optional.empty(), Optional.empty(), Set.of());

  /** What text can be beside coloured. */
  public enum Attribute {
    BOLD,
    FAINT,
    ITALIC,
    UNDERLINE,
    INVERSE,
    STRIKE
  }

  public Look {
    attributes = Set.copyOf(attributes);
  }

  /** Takes the nearest colour with a number: it needs half of the bytes on every terminal. */
  static Look of(String foreground, Attribute... attributes) {
    return new Look(Optional.of(near(foreground)), Optional.empty(), Set.of(attributes));
  }

  private static Colour near(String colour) {
    return ColourDepth.OF_256.fit(Rgb.parse(colour).orElseThrow());
  }

  static Look numbered(int foreground, Attribute... attributes) {
    return new Look(
        Optional.of(new Colour.Numbered(foreground)), Optional.empty(), Set.of(attributes));
  }

  static Look only(Attribute... attributes) {
    return new Look(Optional.empty(), Optional.empty(), Set.of(attributes));
  }

  Look on(String background) {
    return new Look(foreground, Optional.of(near(background)), attributes);
  }

  /** Returns it for a terminal with that many colours. */
  AttributedStyle at(ColourDepth depth) {
    var style = AttributedStyle.DEFAULT;
    if (foreground.isPresent()) style = depth.foreground(style, foreground.get());
    if (background.isPresent()) style = depth.background(style, background.get());
    for (var attribute : Attribute.values()) {
      if (attributes.contains(attribute)) style = with(style, attribute);
    }
    return style;
  }

  private static AttributedStyle with(AttributedStyle style, Attribute attribute) {
    return switch (attribute) {
      case BOLD -> style.bold();
      case FAINT -> style.faint();
      case ITALIC -> style.italic();
      case UNDERLINE -> style.underline();
      case INVERSE -> style.inverse();
      case STRIKE -> style.crossedOut();
    };
  }
}
