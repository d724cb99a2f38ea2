package dev.jackdaw.journal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.journal.text.Columns;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import dev.jackdaw.testkit.Golden;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a timeline looks, in each of its forms. */
final class LookTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static String text(Timeline timeline, int columns, Signs signs, Paint paint) throws IOException {
    var out = new StringBuilder();
    TimelineText.write(timeline, columns, signs, paint, BERLIN, out);
    return out.toString();
  }

  static String page(Timeline timeline) throws IOException {
    var out = new StringBuilder();
    TimelinePage.write(timeline, ZoneOffset.UTC, out);
    return out.toString();
  }

  @Test
  void asText() throws IOException {
    Golden.check("timeline.txt", text(Story.eventful().timeline(), 80, Signs.BLOCKS, Paint.PLAIN));
  }

  @Test
  void asPlainTextInANarrowTerminal() throws IOException {
    Golden.check(
        "timeline-40.txt", text(Story.eventful().timeline(), 40, Signs.ASCII, Paint.PLAIN));
  }

  @Test
  void asJson() {
    Golden.check("timeline.json", TimelineJson.of(Story.eventful().timeline()).pretty() + "\n");
  }

  @Test
  void asPage() throws IOException {
    Golden.check("timeline.html", page(Story.eventful().timeline()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 41, 63, 64, 80, 100, 220})
  void noLineIsWiderThanTheTerminal(int columns) throws IOException {
    var text = text(Story.eventful().timeline(), columns, Signs.BLOCKS, Paint.PLAIN);
    assertThat(text.lines())
        .allSatisfy(line ->
            assertThat(Columns.of(line))
                .as(line)
                .isLessThanOrEqualTo(Math.max(TimelineText.LEAST_COLUMNS, columns)));
  }

  @Test
  void colourIsAllThatEscapeSequencesAreFor() throws IOException {
    var timeline = Story.eventful().timeline();
    var coloured = text(timeline, 80, Signs.ASCII, Paint.COLOURED);
    assertThat(coloured).contains("\u001b[1mmain agent\u001b[0m").doesNotContain("\u001b[2J");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(text(timeline, 80, Signs.ASCII, Paint.PLAIN));
  }

  @Test
  void plainMeansAsciiButForTheTextOfTheSession() throws IOException {
    var text = text(new Story().opened().prompt("x").timeline(), 80, Signs.ASCII, Paint.PLAIN);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
  }
}
