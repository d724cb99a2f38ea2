package dev.jackdaw.tui.theme;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The themes there are: those that come with Jackdaw, and the user's own. Some names stand for one
 * theme on a dark background and another on a light one.
 */
public final class Themes {
  /** The name of what is used when nothing is chosen. */
  public static final String AUTO = "auto";

  private static final List<NamedTheme> BUILT_IN =
      List.of(
          BuiltInThemes.DARK,
          BuiltInThemes.LIGHT,
          BuiltInThemes.HIGH_CONTRAST_DARK,
          BuiltInThemes.HIGH_CONTRAST_LIGHT,
          BuiltInThemes.COLOUR_BLIND_DARK,
          BuiltInThemes.COLOUR_BLIND_LIGHT,
          BuiltInThemes.ANSI,
          BuiltInThemes.NONE);

  private final Map<String, NamedTheme> byName = new LinkedHashMap<>();

  /** A user's theme with a name of a built-in one stands in its place. */
  public Themes(List<NamedTheme> ofUser) {
    for (var theme : BUILT_IN) byName.put(theme.name(), theme);
    for (var theme : ofUser) byName.put(theme.name(), theme);
  }

  /** Those that come with Jackdaw. */
  public static Themes builtIn() {
    return new Themes(List.of());
  }

  /** Returns the names a person can choose from. */
  public List<String> names() {
    var names = new ArrayList<>(List.of(AUTO, "dark", "light", "high-contrast", "colour-blind"));
    for (var name : byName.keySet()) {
      if (!names.contains(name) && !name.matches("(high-contrast|colour-blind)-(dark|light)")) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Returns the theme of that name.
   *
   * @param background of the terminal; where it is not known it is taken for dark
   * @throws JackdawException of kind user when there is none
   */
  public NamedTheme named(String name, Optional<Rgb> background) {
    var shade = background.map(Rgb::isDark).orElse(true) ? "dark" : "light";
    var known =
        switch (name) {
          case AUTO -> byName.get(shade);
          case "color-blind" -> byName.get("colour-blind-" + shade);
          default -> byName.getOrDefault(name, byName.get(name + "-" + shade));
        };
    if (known != null) return known;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-theme",
        "There is no theme \""
            + name
            + "\""
            + Nearest.hint(name, names())
            + " Themes: "
            + String.join(", ", names())
            + ".");
  }

  /**
   * Returns the styles of a theme. With 16 colours the light and the dark one give way to the
   * terminal's own palette, which its user has chosen for its background; without colours every
   * theme does to {@code none}.
   *
   * @throws JackdawException of kind user when there is no theme of that name
   */
  public Theme styles(String name, Optional<Rgb> background, ColourDepth depth) {
    var theme = named(name, background);
    if (depth == ColourDepth.NONE) return BuiltInThemes.NONE.at(depth);
    var usual = theme.equals(BuiltInThemes.DARK) || theme.equals(BuiltInThemes.LIGHT);
    return usual && depth == ColourDepth.OF_16 ? BuiltInThemes.ANSI.at(depth) : theme.at(depth);
  }
}
