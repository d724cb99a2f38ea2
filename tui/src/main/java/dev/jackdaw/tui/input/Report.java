package dev.jackdaw.tui.input;

/** An answer of the terminal to something it was asked. */
public sealed interface Report {
  /**
   * What the terminal says of a private mode (DECRPM).
   *
   * @param value 0 not known, 1 set, 2 reset, 3 always set, 4 never set
   */
  record Mode(int mode, int value) implements Report {
    /** Returns whether the mode can be used. */
    public boolean isOffered() {
      return value >= 1 && value <= 3;
    }
  }

  /** The flags of the Kitty keyboard protocol that are in force. */
  record Keyboard(int flags) implements Report {}

  /** The background, each part from 0 to 255. */
  record Background(int red, int green, int blue) implements Report {
    /** Returns whether dark text is read better on it than bright text. */
    public boolean isLight() {
      return 299 * red + 587 * green + 114 * blue > 128_000;
    }
  }

  /** The name and version of the terminal (XTVERSION). */
  record Name(String text) implements Report {}

  /** What every terminal answers (DA1): what was asked before it has been answered or never is. */
  record Attributes() implements Report {}

  /** The terminal is there (DSR). */
  record Ready() implements Report {}
}
