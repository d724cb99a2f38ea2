package dev.jackdaw.journal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.journal.text.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpanTest {
  private static Span span(long from, long to) {
    return new Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> span(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatOnlyTouchesDoesNotOverlap() {
    assertThat(span(0, 2).overlaps(span(2, 3))).isFalse();
    assertThat(span(0, 3).overlaps(span(2, 4))).isTrue();
  }

  @Test
  void addsUpWhatIsCoveredAndWhatIsCoveredTwice() {
    var spans = List.of(span(5, 6), span(0, 3), span(2, 4), span(4, 5), span(2, 3));
    assertThat(Span.union(spans)).containsExactly(span(0, 6));
    assertThat(Span.shared(spans)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Span.minus(List.of(span(0, 9)), List.of(span(2, 3), span(5, 10))))
        .containsExactly(span(0, 2), span(3, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "59949, 59.9 s",
    "59950, 1 m 00 s",
    "125000, 2 m 05 s",
    "11100000, 3 h 05 m",
    "183600000, 2 d 03 h"
  })
  void timesAreWrittenInTwoUnitsAtMost(long millis, String text) {
    assertThat(Amounts.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0123, $0.0123", "1.005, $1.01", "0, $0.0000", "NaN, $?"})
  void smallSumsHaveFourDigits(double dollars, String text) {
    assertThat(Amounts.dollars(dollars)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.01", "5, 1", "9, 2", "100, 15", "3600, 600", "36000, 7200", "0, 1"})
  void ticksAreEasyToCountIn(double seconds, double step) {
    assertThat(Chart.step(seconds)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "名前, 4", "e\u0301, 1", "한글, 4", "ｶﾅ, 2", "Ａ, 2", "🙂, 2", "é, 1", "─, 1"})
  void wideCharactersCountTwice(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(Columns.cut("名前名前名前", 8)).isEqualTo("名前...");
    assertThat(Columns.fit("名前名前名前", 7)).isEqualTo("名前...");
    assertThat(Columns.fit("名前名前名前", 6)).isEqualTo("名... ");
    assertThat(Columns.fit("x", 3)).isEqualTo("x  ");
    assertThat(Columns.cut("abc", 2)).isEqualTo("..");
  }
}
