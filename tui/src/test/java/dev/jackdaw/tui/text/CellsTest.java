package dev.jackdaw.tui.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "é, 1",
    "漢字, 4",
    "👩‍👧, 2",
    "👍🏽, 2",
    "🇩🇪, 2",
    "❤️, 2",
    "한, 2",
  })
  void countsColumnsAsTerminalsDo(String text, int columns) {
    assertThat(Cells.CLUSTERS.width(text)).isEqualTo(columns);
    if (text.codePointCount(0, text.length()) > 2 && columns == 2) {
      assertThat(Cells.CLUSTERS.lengthAt(text, 0)).isEqualTo(text.length());
    }
  }

  @Test
  void writesCodesOfStyles() {
    var style = AttributedStyle.DEFAULT.bold().underline().foregroundRgb(0x010203).background(200);
    assertThat(Ansi.of(new AttributedString("x│", style), true))
        .isEqualTo("\u001b[1;4;38;2;1;2;3;48;5;200mx│\u001b[m");
    assertThat(Ansi.of(new AttributedString("x", AttributedStyle.DEFAULT.foreground(9)), true))
        .isEqualTo("\u001b[91mx\u001b[m");
    assertThat(Ansi.of(AttributedString.EMPTY, true)).isEmpty();
  }

  @Test
  void writesNoMoreThanWhatChanges() {
    var none = AttributedStyle.DEFAULT;
    var line =
        new AttributedStringBuilder()
            .append("a", none.foreground(1))
            .append(" ")
            .append("b", none.foreground(1).bold())
            .append("c", none.foreground(200).bold())
            .append("d", none.foreground(200))
            .append(" ", none.underline())
            .append("e")
            .toAttributedString();
    assertThat(Ansi.of(line, true).replace("\u001b", "^"))
        .isEqualTo("^[31ma ^[1mb^[38;5;200mc^[0;38;5;200md^[0;4m ^[me");
  }
}
