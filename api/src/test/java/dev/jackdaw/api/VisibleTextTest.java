package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  private static final List<UnaryOperator<String>> FORMS =
      List.of(VisibleText::of, VisibleText::inOneLine, VisibleText::blanked, VisibleText::prose);

  private static boolean mayNotBeThere(int c) {
    return c < 0x20 && c != '\n' && c != '\t'
        || c >= 0x7F && c <= 0x9F
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069
        || c == 0x200E
        || c == 0x200F
        || c == 0x61C
        || c >= 0x200B && c <= 0x200D
        || c == 0x2060
        || c == 0xFEFF
        || c == 0xAD
        || c == 0x2028
        || c == 0x2029
        || c >= 0xD800 && c <= 0xDFFF
        || c >= 0xE0000 && c <= 0xE01EF;
  }

  @Test
  void noCodePointHidesInAnyForm() {
    for (var c = 0; c <= Character.MAX_CODE_POINT; c++) {
      for (var text : List.of(Character.toString(c), "a" + Character.toString(c) + "b")) {
        for (var form : FORMS) {
          var shown = form.apply(text);
          assertThat(shown.codePoints().anyMatch(VisibleTextTest::mayNotBeThere))
              .as("U+%04X", c)
              .isFalse();
          assertThat(form.apply(shown)).as("U+%04X", c).isEqualTo(shown);
        }
      }
    }
  }

  @Test
  void whatIsSeenStaysAsItIs() {
    for (var c = 0x20; c <= Character.MAX_CODE_POINT; c++) {
      if (VisibleText.isHidden(c)) continue;
      var text = Character.toString(c);
      for (var form : FORMS) assertThat(form.apply(text)).as("U+%04X", c).isEqualTo(text);
    }
    assertThat(VisibleText.of("grün 漢字 ☑️ 👍 a\tb\nc")).isEqualTo("grün 漢字 ☑️ 👍 a\tb\nc");
  }

  @Test
  void dropsNothing() {
    assertThat(VisibleText.of("rm x\u001b[2K\u001b[1Gls\r")).isEqualTo("rm x␛[2K␛[1Gls␍");
    assertThat(VisibleText.of("a\r\nb")).isEqualTo("a␍\nb");
    assertThat(VisibleText.of("👩\u200d💻 \udb40\udc41")).isEqualTo("👩<U+200D>💻 <U+E0041>");
    assertThat(VisibleText.of("\udb40\uddef\u0085")).isEqualTo("<U+E01EF><U+0085>");
  }

  @Test
  void oneLineHasNoLineEndsAndBlanksTakeNoRoom() {
    assertThat(VisibleText.inOneLine("a\r\nb\tc\rd\u202e")).isEqualTo("a b c␍d<U+202E>");
    assertThat(VisibleText.blanked("a\nb\tc\u001b[2J\u202ed\udb40\udc41"))
        .isEqualTo("a b c [2J d ");
  }

  @Test
  void proseKeepsJoinersOnlyWhereTheyJoin() {
    assertThat(VisibleText.prose("👩\u200d💻 👩🏽\u200d💻 ❤️\u200d🔥"))
        .isEqualTo("👩\u200d💻 👩🏽\u200d💻 ❤️\u200d🔥");
    assertThat(VisibleText.prose("می\u200cخواهم क\u094d\u200dष"))
        .isEqualTo("می\u200cخواهم क\u094d\u200dष");
    assertThat(VisibleText.prose("pay\u200dpal я\u200cя م\u200d\u200dم"))
        .isEqualTo("pay<U+200D>pal я<U+200C>я م<U+200D><U+200D>م");
  }
}
