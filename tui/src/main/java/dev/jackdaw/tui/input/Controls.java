package dev.jackdaw.tui.input;

/** The keys that arrive as a control character. */
final class Controls {
  private Controls() {}

  static Key key(char c, boolean isAlt) {
    return switch (c) {
      case '\t' -> new Key("tab", false, isAlt, false);
      case '\r' -> new Key("enter", false, isAlt, false);
      case 0x1b -> new Key("escape", false, isAlt, false);
      case 0x7f -> new Key("backspace", false, isAlt, false);
      case 0 -> new Key("space", true, isAlt, false);
      default -> new Key(letter(c), true, isAlt, false);
    };
  }

  private static String letter(char c) {
    return String.valueOf((char) (c <= 26 ? c + 'a' - 1 : c + '@'));
  }
}
