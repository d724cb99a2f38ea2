package dev.jackdaw.tui;

import dev.jackdaw.tui.theme.Background;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Rgb;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.theme.Themes;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** What things look like now; another theme, or another background, changes all that is drawn. */
final class Appearance implements Theme {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final Themes themes;
  private final ColourDepth depth;
  private Optional<Rgb> background;
  private String name;
  private volatile Theme theme;

  Appearance(Themes themes, String name, ColourDepth depth, Optional<Rgb> background) {
    this.themes = themes;
    this.name = name;
    this.depth = depth;
    this.background = background;
    this.theme = themes.styles(name, background, depth);
  }

  /** Returns how things look in a terminal that was not yet asked for its background. */
  static Appearance of(Terminal terminal, Customs customs) {
    var colours = terminal.getNumericCapability(Capability.max_colors);
    var depth = ColourDepth.of(customs.environment()::get, colours == null ? 0 : colours);
    var background = Background.fromVariable(customs.environment().get("COLORFGBG"));
    return new Appearance(customs.themes(), customs.theme(), depth, background);
  }

  @Override
  public AttributedStyle style(Role role) {
    return theme.style(role);
  }

  ColourDepth depth() {
    return depth;
  }

  Optional<Rgb> background() {
    return background;
  }

  String name() {
    return name;
  }

  /** The terminal said what its background is. */
  void background(Rgb known) {
    background = Optional.of(known);
    theme = themes.styles(name, background, depth);
  }

  /** Returns the styles that a theme would have here. */
  Theme styles(String other) {
    return themes.styles(other, background, depth);
  }

  /**
   * Chooses another theme.
   *
   * @throws dev.jackdaw.api.JackdawException when there is none of that name
   */
  void theme(String other) {
    theme = themes.styles(other, background, depth);
    name = other;
  }

  /** Returns a line whose simple colours, as {@link Look} writes them, are those of the theme. */
  AttributedString themed(String ansi) {
    var line = AttributedString.fromAnsi(ansi, 8);
    var themed = new AttributedStringBuilder(line.length());
    for (var at = 0; at < line.length(); ) {
      var end = line.runLimit(at);
      themed.append(line.subSequence(at, end).toString(), themed(line.styleAt(at)));
      at = end;
    }
    return themed.toAttributedString();
  }

  private AttributedStyle themed(AttributedStyle simple) {
    if (simple.equals(PLAIN)) return style(Role.TEXT);
    if (simple.equals(PLAIN.bold())) return style(Role.STRONG);
    if (simple.equals(PLAIN.faint())) return style(Role.DIM);
    if (simple.equals(PLAIN.foreground(AttributedStyle.RED))) return style(Role.BAD);
    if (simple.equals(PLAIN.foreground(AttributedStyle.GREEN))) return style(Role.GOOD);
    if (simple.equals(PLAIN.foreground(AttributedStyle.YELLOW))) return style(Role.WARNING);
    if (simple.equals(PLAIN.foreground(AttributedStyle.CYAN))) return style(Role.ACCENT);
    return simple;
  }
}
