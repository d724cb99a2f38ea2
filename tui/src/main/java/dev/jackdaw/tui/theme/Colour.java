package dev.jackdaw.tui.theme;

/** What something is painted with. */
public sealed interface Colour permits Rgb, Colour.Numbered {
  /** One of the 256 colours with a number; what 0 to 15 look like is up to the terminal. */
  record Numbered(int index) implements Colour {
    public Numbered {
      if (index < 0 || index > 255) throw new IllegalArgumentException("no colour: " + index);
    }
  }
}
