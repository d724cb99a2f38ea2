package dev.jackdaw.tui.input;

import java.util.Locale;
import java.util.Set;

/**
 * A key and what was held with it. Written as in the file of key bindings: {@code ctrl+r}, {@code
 * alt+enter}, {@code shift+tab}, {@code a}.
 *
 * @param name the text of a key that types something, one grapheme; else one of {@link #NAMES}
 * @param shift only where the name does not tell: never with a key that types text
 */
public record Key(String name, boolean ctrl, boolean alt, boolean shift) {
  /** The keys that type nothing. */
  public static final Set<String> NAMES =
      Set.of(
          "enter",
          "tab",
          "escape",
          "backspace",
          "delete",
          "insert",
          "space",
          "up",
          "down",
          "left",
          "right",
          "home",
          "end",
          "pageup",
          "pagedown",
          "f1",
          "f2",
          "f3",
          "f4",
          "f5",
          "f6",
          "f7",
          "f8",
          "f9",
          "f10",
          "f11",
          "f12");

  public Key {
    if (name.isEmpty()) throw new IllegalArgumentException("a key has a name");
  }

  /** Returns the key alone. */
  public static Key of(String name) {
    return new Key(name, false, false, false);
  }

  /**
   * Reads a key as it is written.
   *
   * @throws IllegalArgumentException when a modifier or the name is not known
   */
  public static Key parse(String written) {
    var ctrl = false;
    var alt = false;
    var shift = false;
    var rest = written;
    for (var plus = rest.indexOf('+'); plus > 0 && plus < rest.length() - 1; ) {
      switch (rest.substring(0, plus).toLowerCase(Locale.ROOT)) {
        case "ctrl" -> ctrl = true;
        case "alt", "meta", "option" -> alt = true;
        case "shift" -> shift = true;
        default -> throw new IllegalArgumentException("no modifier: " + rest.substring(0, plus));
      }
      rest = rest.substring(plus + 1);
      plus = rest.indexOf('+');
    }
    var name = rest.length() == 1 ? rest : rest.toLowerCase(Locale.ROOT);
    if (name.codePointCount(0, name.length()) > 1 && !NAMES.contains(name)) {
      throw new IllegalArgumentException("no key: " + rest);
    }
    return new Key(name, ctrl, alt, shift);
  }

  /** Returns whether the key types its name. */
  public boolean isText() {
    return !ctrl && !alt && (!NAMES.contains(name) || name.equals("space"));
  }

  /** Returns what the key types; empty when it types nothing. */
  public String text() {
    if (!isText()) return "";
    return name.equals("space") ? " " : name;
  }

  @Override
  public String toString() {
    return (ctrl ? "ctrl+" : "") + (alt ? "alt+" : "") + (shift ? "shift+" : "") + name;
  }
}
