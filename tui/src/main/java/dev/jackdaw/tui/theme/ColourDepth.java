package dev.jackdaw.tui.theme;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** How many colours are used. */
public enum ColourDepth {
  NONE,
  OF_16,
  OF_256,
  TRUE;

  /** Terminals that show 24 bits and do not always say so. */
  private static final Set<String> TRUE_TERMS =
      Set.of("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "rio");

  private static final Set<String> TRUE_PROGRAMS =
      Set.of("iterm.app", "wezterm", "vscode", "ghostty", "mintty", "warpterminal", "rio");

  /**
   * Returns how many are to be used. The first of these that says something counts: {@code
   * NO_COLOR}, {@code FORCE_COLOR}, {@code CLICOLOR_FORCE}, {@code CLICOLOR}, and else what the
   * terminal can show.
   *
   * @param environment gives a variable's value, or null
   * @param terminalColours how many colours terminfo gives the terminal; 0 where that is not known
   */
  public static ColourDepth of(UnaryOperator<@Nullable String> environment, int terminalColours) {
    var able = able(environment, terminalColours);
    if (isSaid(environment.apply("NO_COLOR"))) return NONE;
    var forced = environment.apply("FORCE_COLOR");
    if (forced != null) return forced(forced.strip().toLowerCase(Locale.ROOT), able);
    var always = environment.apply("CLICOLOR_FORCE");
    if (isSaid(always) && !"0".equals(always)) return atLeast(OF_16, able);
    return "0".equals(environment.apply("CLICOLOR")) ? NONE : able;
  }

  private static boolean isSaid(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  private static ColourDepth forced(String value, ColourDepth able) {
    return switch (value) {
      case "0", "false" -> NONE;
      case "1" -> OF_16;
      case "2" -> OF_256;
      case "3" -> TRUE;
      default -> atLeast(OF_16, able);
    };
  }

  private static ColourDepth atLeast(ColourDepth least, ColourDepth other) {
    return other.compareTo(least) < 0 ? least : other;
  }

  private static ColourDepth able(UnaryOperator<@Nullable String> environment, int colours) {
    var term = lower(environment.apply("TERM"));
    if (term.startsWith("dumb")) return NONE;
    var screen = term.startsWith("screen") && !isSaid(environment.apply("TMUX"));
    if (!screen && isTrue(environment, term)) return TRUE;
    if (term.contains("256color") || colours >= 256) return OF_256;
    if (lower(environment.apply("TERM_PROGRAM")).equals("apple_terminal")) return OF_256;
    var windows = term.isEmpty() && isSaid(environment.apply("WT_SESSION"));
    if (windows) return TRUE;
    return term.isEmpty() && colours < 8 ? NONE : OF_16;
  }

  private static boolean isTrue(UnaryOperator<@Nullable String> environment, String term) {
    var said = lower(environment.apply("COLORTERM"));
    return said.equals("truecolor")
        || said.equals("24bit")
        || term.endsWith("-direct")
        || TRUE_TERMS.contains(term)
        || isSaid(environment.apply("WT_SESSION"))
        || TRUE_PROGRAMS.contains(lower(environment.apply("TERM_PROGRAM")))
            && !term.startsWith("tmux");
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }

  /** Returns the number a colour has with this many, or the colour as it is. */
  Colour fit(Colour colour) {
    return switch (this) {
      case NONE, TRUE -> colour;
      case OF_256 ->
          colour instanceof Rgb rgb ? new Colour.Numbered(Palette.nearestOf256(rgb)) : colour;
      case OF_16 ->
          switch (colour) {
            case Rgb rgb -> new Colour.Numbered(Palette.nearestOf16(rgb));
            case Colour.Numbered(var index) when index > 15 ->
                new Colour.Numbered(Palette.nearestOf16(Rgb.indexed(index)));
            case Colour.Numbered _ -> colour;
          };
    };
  }

  /** Returns the style with that colour, or the nearest there is. */
  public AttributedStyle foreground(AttributedStyle style, Colour colour) {
    if (this == NONE) return style;
    return switch (fit(colour)) {
      case Rgb rgb -> style.foregroundRgb(rgb.bits());
      case Colour.Numbered(var index) -> style.foreground(index);
    };
  }

  /** Returns the style on that colour, or the nearest there is. */
  public AttributedStyle background(AttributedStyle style, Colour colour) {
    if (this == NONE) return style;
    return switch (fit(colour)) {
      case Rgb rgb -> style.backgroundRgb(rgb.bits());
      case Colour.Numbered(var index) -> style.background(index);
    };
  }
}
