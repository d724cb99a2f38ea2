package dev.jackdaw.tui;

import java.nio.charset.Charset;

/** The signs in front of lines, in what the terminal's encoding can show. */
public record Signs(
    String call,
    String good,
    String bad,
    String stopped,
    String agent,
    String pending,
    String active,
    String done,
    String dots,
    String separator,
    String prompt,
    String fold,
    String arrow,
    String bar,
    String goesOn,
    String frames) {

  private static final Signs RICH =
      new Signs(
          "●",
          "✓",
          "✗",
          "⊘",
          "◆",
          "☐",
          "◐",
          "☑",
          "…",
          " · ",
          "›",
          "≡",
          "→",
          "│",
          "┊",
          "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏");
  private static final Signs ASCII =
      new Signs(
          "*", "ok", "x", "-", "+", "[ ]", "[>]", "[x]", "...", ", ", ">", "=", "->", "|", ":",
          "|/-\\");

  public static Signs in(Charset encoding) {
    return encoding.newEncoder().canEncode("●✓✗⊘◆☐◐☑…·›≡→│┊⠋") ? RICH : ASCII;
  }
}
