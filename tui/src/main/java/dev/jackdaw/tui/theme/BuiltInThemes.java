package dev.jackdaw.tui.theme;

import static dev.jackdaw.tui.theme.Look.Attribute.BOLD;
import static dev.jackdaw.tui.theme.Look.Attribute.FAINT;
import static dev.jackdaw.tui.theme.Look.Attribute.INVERSE;
import static dev.jackdaw.tui.theme.Look.Attribute.ITALIC;
import static dev.jackdaw.tui.theme.Look.Attribute.UNDERLINE;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * The themes that come with Jackdaw. Every colour reads well, at least 4.5 to 1 and 7 to 1 in the
 * high-contrast ones, on the darkest and on the lightest background that its theme is meant for.
 */
final class BuiltInThemes {
  private static final List<Rgb> DARK_PAPER = List.of(Rgb.of(0x000000), Rgb.of(0x2e3440));
  private static final List<Rgb> LIGHT_PAPER = List.of(Rgb.of(0xfdf6e3), Rgb.of(0xffffff));

  static final NamedTheme DARK =
      new NamedTheme(
          "dark",
          DARK_PAPER,
          Map.ofEntries(
              entry(Role.TEXT, Look.PLAIN),
              entry(Role.DIM, Look.of("#a6acb8")),
              entry(Role.STRONG, Look.only(BOLD)),
              entry(Role.EMPHASIS, Look.only(ITALIC)),
              entry(Role.ACCENT, Look.of("#7fd1ff")),
              entry(Role.GOOD, Look.of("#97d977")),
              entry(Role.BAD, Look.of("#ff9095")),
              entry(Role.WARNING, Look.of("#f0b45c")),
              entry(Role.QUESTION, Look.of("#ffd75f", BOLD)),
              entry(Role.PROMPT, Look.of("#7fd1ff", BOLD)),
              entry(Role.BORDER, Look.of("#a6acb8")),
              entry(Role.SELECTION, Look.of("#ffffff").on("#005faf")),
              entry(Role.HEADING, Look.of("#c7a6ff", BOLD)),
              entry(Role.LINK, Look.of("#86b7ff", UNDERLINE)),
              entry(Role.QUOTE, Look.of("#b4bccb", ITALIC)),
              entry(Role.CODE, Look.of("#ffc48c")),
              entry(Role.CODE_KEYWORD, Look.of("#c7a6ff")),
              entry(Role.CODE_STRING, Look.of("#97d977")),
              entry(Role.CODE_COMMENT, Look.of("#a6acb8", ITALIC)),
              entry(Role.CODE_NUMBER, Look.of("#ffae73")),
              entry(Role.CODE_TYPE, Look.of("#5fd0dc")),
              entry(Role.CODE_FUNCTION, Look.of("#86b7ff")),
              entry(Role.DIFF_ADDED, Look.of("#97d977")),
              entry(Role.DIFF_REMOVED, Look.of("#ff9095")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#eaffe0").on("#005f00")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#ffecec").on("#85252e")),
              entry(Role.DIFF_GUTTER, Look.of("#a6acb8"))));

  static final NamedTheme LIGHT =
      new NamedTheme(
          "light",
          LIGHT_PAPER,
          Map.ofEntries(
              entry(Role.TEXT, Look.PLAIN),
              entry(Role.DIM, Look.of("#5c6370")),
              entry(Role.STRONG, Look.only(BOLD)),
              entry(Role.EMPHASIS, Look.only(ITALIC)),
              entry(Role.ACCENT, Look.of("#005f8a")),
              entry(Role.GOOD, Look.of("#17692c")),
              entry(Role.BAD, Look.of("#b01f2a")),
              entry(Role.WARNING, Look.of("#844c00")),
              entry(Role.QUESTION, Look.of("#705000", BOLD)),
              entry(Role.PROMPT, Look.of("#005f8a", BOLD)),
              entry(Role.BORDER, Look.of("#5c6370")),
              entry(Role.SELECTION, Look.of("#0b2447").on("#cfe2ff")),
              entry(Role.HEADING, Look.of("#6420a8", BOLD)),
              entry(Role.LINK, Look.of("#0550ae", UNDERLINE)),
              entry(Role.QUOTE, Look.of("#505866", ITALIC)),
              entry(Role.CODE, Look.of("#8a3f00")),
              entry(Role.CODE_KEYWORD, Look.of("#82189b")),
              entry(Role.CODE_STRING, Look.of("#17692c")),
              entry(Role.CODE_COMMENT, Look.of("#5c6370", ITALIC)),
              entry(Role.CODE_NUMBER, Look.of("#943800")),
              entry(Role.CODE_TYPE, Look.of("#00656b")),
              entry(Role.CODE_FUNCTION, Look.of("#0550ae")),
              entry(Role.DIFF_ADDED, Look.of("#17692c")),
              entry(Role.DIFF_REMOVED, Look.of("#b01f2a")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#0b3d17").on("#b7ebc1")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#5c0d12").on("#ffc9c9")),
              entry(Role.DIFF_GUTTER, Look.of("#5c6370"))));

  static final NamedTheme HIGH_CONTRAST_DARK =
      DARK.with(
          "high-contrast-dark",
          List.of(Rgb.of(0x000000), Rgb.of(0x1e1e1e)),
          Map.ofEntries(
              entry(Role.TEXT, Look.of("#ffffff")),
              entry(Role.DIM, Look.of("#d0d0d0")),
              entry(Role.STRONG, Look.of("#ffffff", BOLD)),
              entry(Role.EMPHASIS, Look.of("#ffffff", ITALIC)),
              entry(Role.ACCENT, Look.of("#5fffff")),
              entry(Role.GOOD, Look.of("#87ff87")),
              entry(Role.BAD, Look.of("#ffafaf", BOLD)),
              entry(Role.WARNING, Look.of("#ffd75f", BOLD)),
              entry(Role.QUESTION, Look.of("#ffff5f", BOLD)),
              entry(Role.PROMPT, Look.of("#5fffff", BOLD)),
              entry(Role.BORDER, Look.of("#d0d0d0")),
              entry(Role.SELECTION, Look.of("#000000").on("#ffff5f")),
              entry(Role.HEADING, Look.of("#ffffff", BOLD, UNDERLINE)),
              entry(Role.LINK, Look.of("#afd7ff", UNDERLINE)),
              entry(Role.QUOTE, Look.of("#e4e4e4", ITALIC)),
              entry(Role.CODE, Look.of("#ffd7af")),
              entry(Role.CODE_KEYWORD, Look.of("#ffafff", BOLD)),
              entry(Role.CODE_STRING, Look.of("#87ff87")),
              entry(Role.CODE_COMMENT, Look.of("#d0d0d0", ITALIC)),
              entry(Role.CODE_NUMBER, Look.of("#ffd75f")),
              entry(Role.CODE_TYPE, Look.of("#5fffff")),
              entry(Role.CODE_FUNCTION, Look.of("#afd7ff")),
              entry(Role.DIFF_ADDED, Look.of("#87ff87")),
              entry(Role.DIFF_REMOVED, Look.of("#ffafaf")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#000000", BOLD).on("#87ff87")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#000000", BOLD).on("#ffafaf")),
              entry(Role.DIFF_GUTTER, Look.of("#d0d0d0"))));

  static final NamedTheme HIGH_CONTRAST_LIGHT =
      LIGHT.with(
          "high-contrast-light",
          List.of(Rgb.of(0xffffff)),
          Map.ofEntries(
              entry(Role.TEXT, Look.of("#000000")),
              entry(Role.DIM, Look.of("#303030")),
              entry(Role.STRONG, Look.of("#000000", BOLD)),
              entry(Role.EMPHASIS, Look.of("#000000", ITALIC)),
              entry(Role.ACCENT, Look.of("#003f5f")),
              entry(Role.GOOD, Look.of("#004b12")),
              entry(Role.BAD, Look.of("#870000", BOLD)),
              entry(Role.WARNING, Look.of("#5f2b00", BOLD)),
              entry(Role.QUESTION, Look.of("#005f5f", BOLD)),
              entry(Role.PROMPT, Look.of("#003f5f", BOLD)),
              entry(Role.BORDER, Look.of("#303030")),
              entry(Role.SELECTION, Look.of("#ffffff").on("#00005f")),
              entry(Role.HEADING, Look.of("#000000", BOLD, UNDERLINE)),
              entry(Role.LINK, Look.of("#00008f", UNDERLINE)),
              entry(Role.QUOTE, Look.of("#262626", ITALIC)),
              entry(Role.CODE, Look.of("#5f2b00")),
              entry(Role.CODE_KEYWORD, Look.of("#5f005f", BOLD)),
              entry(Role.CODE_STRING, Look.of("#004b12")),
              entry(Role.CODE_COMMENT, Look.of("#303030", ITALIC)),
              entry(Role.CODE_NUMBER, Look.of("#5f2b00")),
              entry(Role.CODE_TYPE, Look.of("#004448")),
              entry(Role.CODE_FUNCTION, Look.of("#00008f")),
              entry(Role.DIFF_ADDED, Look.of("#004b12")),
              entry(Role.DIFF_REMOVED, Look.of("#870000")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#ffffff", BOLD).on("#004b12")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#ffffff", BOLD).on("#870000")),
              entry(Role.DIFF_GUTTER, Look.of("#303030"))));

  /** Blue and orange tell apart what red and green do elsewhere. */
  static final NamedTheme COLOUR_BLIND_DARK =
      DARK.with(
          "colour-blind-dark",
          DARK_PAPER,
          Map.ofEntries(
              entry(Role.GOOD, Look.of("#7ab8ff")),
              entry(Role.BAD, Look.of("#ffb15c", BOLD)),
              entry(Role.WARNING, Look.of("#ffd966")),
              entry(Role.HEADING, Look.of("#e6e6e6", BOLD)),
              entry(Role.CODE_KEYWORD, Look.of("#7ab8ff")),
              entry(Role.CODE_STRING, Look.of("#ffd966")),
              entry(Role.CODE_NUMBER, Look.of("#ffb15c")),
              entry(Role.CODE_TYPE, Look.of("#a8d8ff")),
              entry(Role.CODE_FUNCTION, Look.of("#e6e6e6")),
              entry(Role.DIFF_ADDED, Look.of("#7ab8ff")),
              entry(Role.DIFF_REMOVED, Look.of("#ffb15c")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#ffffff").on("#14508f")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#ffffff").on("#8a4b00"))));

  static final NamedTheme COLOUR_BLIND_LIGHT =
      LIGHT.with(
          "colour-blind-light",
          LIGHT_PAPER,
          Map.ofEntries(
              entry(Role.GOOD, Look.of("#004f9e")),
              entry(Role.BAD, Look.of("#8f4300", BOLD)),
              entry(Role.WARNING, Look.of("#705000")),
              entry(Role.HEADING, Look.of("#20242c", BOLD)),
              entry(Role.CODE_KEYWORD, Look.of("#004f9e")),
              entry(Role.CODE_STRING, Look.of("#705000")),
              entry(Role.CODE_NUMBER, Look.of("#8f4300")),
              entry(Role.CODE_TYPE, Look.of("#00607f")),
              entry(Role.CODE_FUNCTION, Look.of("#20242c")),
              entry(Role.DIFF_ADDED, Look.of("#004f9e")),
              entry(Role.DIFF_REMOVED, Look.of("#8f4300")),
              entry(Role.DIFF_ADDED_WORD, Look.of("#002a57").on("#bfdcff")),
              entry(Role.DIFF_REMOVED_WORD, Look.of("#4a2300").on("#ffd9a8"))));

  /** The terminal's own palette. Blue is left out: on many it is too dark to read. */
  static final NamedTheme ANSI =
      new NamedTheme(
          "ansi",
          List.of(),
          Map.ofEntries(
              entry(Role.TEXT, Look.PLAIN),
              entry(Role.DIM, Look.only(FAINT)),
              entry(Role.STRONG, Look.only(BOLD)),
              entry(Role.EMPHASIS, Look.only(ITALIC)),
              entry(Role.ACCENT, Look.numbered(6)),
              entry(Role.GOOD, Look.numbered(2)),
              entry(Role.BAD, Look.numbered(1)),
              entry(Role.WARNING, Look.numbered(3)),
              entry(Role.QUESTION, Look.numbered(3, BOLD)),
              entry(Role.PROMPT, Look.numbered(6, BOLD)),
              entry(Role.BORDER, Look.only(FAINT)),
              entry(Role.SELECTION, Look.only(INVERSE)),
              entry(Role.HEADING, Look.numbered(5, BOLD)),
              entry(Role.LINK, Look.numbered(6, UNDERLINE)),
              entry(Role.QUOTE, Look.only(ITALIC)),
              entry(Role.CODE, Look.numbered(3)),
              entry(Role.CODE_KEYWORD, Look.numbered(5)),
              entry(Role.CODE_STRING, Look.numbered(2)),
              entry(Role.CODE_COMMENT, Look.only(FAINT)),
              entry(Role.CODE_NUMBER, Look.numbered(3)),
              entry(Role.CODE_TYPE, Look.numbered(6)),
              entry(Role.CODE_FUNCTION, Look.only(BOLD)),
              entry(Role.DIFF_ADDED, Look.numbered(2)),
              entry(Role.DIFF_REMOVED, Look.numbered(1)),
              entry(Role.DIFF_ADDED_WORD, Look.numbered(2, INVERSE)),
              entry(Role.DIFF_REMOVED_WORD, Look.numbered(1, INVERSE)),
              entry(Role.DIFF_GUTTER, Look.only(FAINT))));

  /** No colour at all: what would be lost without it is bold, underlined or inverse. */
  static final NamedTheme NONE =
      new NamedTheme(
          "none",
          List.of(),
          Map.ofEntries(
              entry(Role.STRONG, Look.only(BOLD)),
              entry(Role.EMPHASIS, Look.only(ITALIC)),
              entry(Role.QUESTION, Look.only(BOLD)),
              entry(Role.BAD, Look.only(BOLD)),
              entry(Role.SELECTION, Look.only(INVERSE)),
              entry(Role.HEADING, Look.only(BOLD)),
              entry(Role.LINK, Look.only(UNDERLINE)),
              entry(Role.DIFF_ADDED_WORD, Look.only(UNDERLINE)),
              entry(Role.DIFF_REMOVED_WORD, Look.only(UNDERLINE))));

  private BuiltInThemes() {}
}
