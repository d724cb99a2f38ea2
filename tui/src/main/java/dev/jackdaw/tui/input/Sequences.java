package dev.jackdaw.tui.input;

import org.jspecify.annotations.Nullable;

/** The keys that arrive as a sequence: xterm's, VT220's, rxvt's, and Kitty's. */
final class Sequences {
  private static final int SHIFT = 1;
  private static final int ALT = 2;
  private static final int CTRL = 4;
  private static final int RELEASED = 3;

  private Sequences() {}

  /** Returns the key of {@code CSI parameters last}; null when there is none of ours. */
  static @Nullable Key key(String parameters, char last, boolean isAlt) {
    var parts = parameters.split(";", -1);
    var second = parts.length > 1 ? parts[1].split(":", -1) : new String[] {""};
    if (second.length > 1 && number(second[1], 1) == RELEASED) return null;
    var held = Math.max(0, number(second[0], 1) - 1) | (isAlt ? ALT : 0);
    return switch (last) {
      case '~' -> tilde(parts, held);
      case 'u' -> coded(number(parts[0].split(":", -1)[0], -1), held);
      case 'Z' -> held(SHIFT | held, "tab");
      case '$', '^', '@' -> tilde(parts, held | (last == '$' ? SHIFT : CTRL));
      case 'a', 'b', 'c', 'd' -> held(SHIFT | held, arrow(Character.toUpperCase(last)));
      default -> held(held, arrow(last));
    };
  }

  /** Returns the key of {@code SS3 last}; null when there is none of ours. */
  static @Nullable Key ss3(char last, boolean isAlt) {
    return switch (last) {
      case 'M' -> held(isAlt ? ALT : 0, "enter");
      case 'a', 'b', 'c', 'd' -> held(CTRL, arrow(Character.toUpperCase(last)));
      default -> held(isAlt ? ALT : 0, arrow(last));
    };
  }

  private static @Nullable Key held(int held, @Nullable String name) {
    if (name == null) return null;
    return new Key(name, (held & CTRL) != 0, (held & ALT) != 0, (held & SHIFT) != 0);
  }

  private static @Nullable String arrow(char last) {
    return switch (last) {
      case 'A' -> "up";
      case 'B' -> "down";
      case 'C' -> "right";
      case 'D' -> "left";
      case 'H' -> "home";
      case 'F' -> "end";
      case 'P' -> "f1";
      case 'Q' -> "f2";
      case 'R' -> "f3";
      case 'S' -> "f4";
      default -> null;
    };
  }

  private static @Nullable Key tilde(String[] parts, int held) {
    var number = number(parts[0], -1);
    if (number == 27 && parts.length > 2) return coded(number(parts[2], -1), held);
    return held(held, numbered(number));
  }

  private static @Nullable String numbered(int number) {
    return switch (number) {
      case 1, 7 -> "home";
      case 2 -> "insert";
      case 3 -> "delete";
      case 4, 8 -> "end";
      case 5 -> "pageup";
      case 6 -> "pagedown";
      case 11, 12, 13, 14, 15 -> "f" + (number - 10);
      case 17, 18, 19, 20, 21 -> "f" + (number - 11);
      case 23, 24 -> "f" + (number - 12);
      default -> null;
    };
  }

  private static @Nullable Key coded(int code, int held) {
    var name = name(code);
    var isTyping = code == 32 || code == 8 || code == 127;
    if (name != null) return held(isTyping ? held & ~SHIFT : held, name);
    if (code < ' ' || !Character.isValidCodePoint(code) || isSpecial(code)) return null;
    var shift = (held & SHIFT) != 0;
    var text = Character.toString(shift ? Character.toUpperCase(code) : code);
    return held(held & ~SHIFT, text);
  }

  private static @Nullable String name(int code) {
    return switch (code) {
      case 9 -> "tab";
      case 13, 57_414 -> "enter";
      case 27 -> "escape";
      case 32 -> "space";
      case 8, 127 -> "backspace";
      case 57_417 -> "left";
      case 57_418 -> "right";
      case 57_419 -> "up";
      case 57_420 -> "down";
      case 57_421 -> "pageup";
      case 57_422 -> "pagedown";
      case 57_423 -> "home";
      case 57_424 -> "end";
      case 57_425 -> "insert";
      case 57_426 -> "delete";
      default -> {
        if (code >= 57_399 && code <= 57_408) yield String.valueOf((char) ('0' + code - 57_399));
        yield keypad(code);
      }
    };
  }

  private static @Nullable String keypad(int code) {
    var at = code - 57_409;
    return at >= 0 && at < 5 ? String.valueOf("./*-+".charAt(at)) : null;
  }

  /** Kitty's names for keys we have no use for, and what is no character. */
  private static boolean isSpecial(int code) {
    var type = Character.getType(code);
    return type == Character.PRIVATE_USE
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  /** Returns the number, or the other value when there is none that fits. */
  static int number(String digits, int otherwise) {
    if (digits.isEmpty() || digits.length() > 8) return otherwise;
    var number = 0;
    for (var i = 0; i < digits.length(); i++) {
      var digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) return otherwise;
      number = 10 * number + digit;
    }
    return number;
  }
}
