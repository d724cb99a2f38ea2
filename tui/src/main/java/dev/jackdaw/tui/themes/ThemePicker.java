package dev.jackdaw.tui.themes;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.Folded;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Dialog;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.utils.AttributedString;

/**
 * The list of themes, drawn in the one that is highlighted, with an example below. It ends with the
 * name that was chosen; escape ends it with the one that was there before. One thread uses it.
 */
public final class ThemePicker implements Dialog<String> {
  private final List<String> names;
  private final String current;
  private final Function<String, Theme> styles;
  private final Capabilities abilities;
  private int at;

  /**
   * Begins with the present one highlighted.
   *
   * @param styles gives the styles of a theme, which may be asked for at every drawing
   */
  public ThemePicker(
      List<String> names, String current, Function<String, Theme> styles, Capabilities abilities) {
    if (names.isEmpty()) throw new IllegalArgumentException("no themes to choose from");
    this.names = List.copyOf(names);
    this.current = current;
    this.styles = styles;
    this.abilities = abilities;
    this.at = Math.max(0, names.indexOf(current));
  }

  /** Returns the theme that all of the screen can be shown in for now. */
  public String highlighted() {
    return names.get(at);
  }

  @Override
  public Optional<Context> keys() {
    return Optional.of(Context.LIST);
  }

  @Override
  public Optional<String> heard(Input input) {
    return switch (input) {
      case Input.Pressed(var key) -> pressed(key);
      case Input.Ended _ -> Optional.of(current);
      case Input.Pasted _, Input.Focused _, Input.Resized _ -> Optional.empty();
    };
  }

  private Optional<String> pressed(Key key) {
    switch (key.toString()) {
      case "up", "k", "ctrl+p" -> at = Math.max(0, at - 1);
      case "down", "j", "ctrl+n" -> at = Math.min(names.size() - 1, at + 1);
      case "home" -> at = 0;
      case "end" -> at = names.size() - 1;
      case "enter" -> {
        return Optional.of(names.get(at));
      }
      case "escape", "ctrl+c" -> {
        return Optional.of(current);
      }
      default -> {}
    }
    return Optional.empty();
  }

  @Override
  public Drawing draw(int width, int height) {
    var theme = styles.apply(names.get(at));
    var lines = new ArrayList<AttributedString>();
    if (height > 2) lines.add(theme.styled(Role.HEADING, "Theme"));
    var rows = Math.max(1, Math.min(names.size(), height - 2));
    var top = Math.max(0, Math.min(at - rows / 2, names.size() - rows));
    for (var i = top; i < top + rows; i++) lines.add(row(i, theme));
    if (height > rows + 1) {
      lines.add(theme.styled(Role.DIM, "Esc leaves, Enter uses it, up and down show"));
    }
    if (height > rows + 4) {
      lines.add(AttributedString.EMPTY);
      lines.addAll(ThemeSample.lines(theme, width, abilities));
    }
    var clip = new Folded(0, 0, "", theme, abilities);
    var shown = lines.subList(0, Math.min(height, lines.size()));
    return Drawing.of(shown.stream().map(line -> clip.clipped(line, width)).toList());
  }

  private AttributedString row(int index, Theme theme) {
    var name = names.get(index);
    var mark = index != at ? "  " : abilities.hasSigns() ? "› " : "> ";
    var now = name.equals(current) ? "  (now)" : "";
    return theme.styled(index == at ? Role.SELECTION : Role.TEXT, mark + name + now);
  }
}
