package dev.jackdaw.tui.theme;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/**
 * A theme as it is written down.
 *
 * @param backgrounds those it is meant for, from the darkest to the lightest; empty for any
 * @param looks what roles look like; the others look as {@link Role#TEXT}
 */
public record NamedTheme(String name, List<Rgb> backgrounds, Map<Role, Look> looks) {
  public NamedTheme {
    backgrounds = List.copyOf(backgrounds);
    looks = Map.copyOf(looks);
  }

  /** Returns what a role looks like. */
  public Look look(Role role) {
    return looks.getOrDefault(role, looks.getOrDefault(Role.TEXT, Look.PLAIN));
  }

  /** Returns it for a terminal with that many colours. */
  public Theme at(ColourDepth depth) {
    var styles = new EnumMap<Role, AttributedStyle>(Role.class);
    for (var role : Role.values()) styles.put(role, look(role).at(depth));
    return role -> styles.getOrDefault(role, AttributedStyle.DEFAULT);
  }

  /** Returns one of another name in which some roles look different. */
  NamedTheme with(String newName, List<Rgb> newBackgrounds, Map<Role, Look> changes) {
    var changed = new EnumMap<Role, Look>(Role.class);
    changed.putAll(looks);
    changed.putAll(changes);
    return new NamedTheme(newName, newBackgrounds, changed);
  }
}
