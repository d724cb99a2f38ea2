package dev.jackdaw.tui.screen;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.widget.Drawing.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {
  private static final Features PLAIN = new Features(false, false, false);

  /** What is finished, and how the live part looks then. */
  private record Step(List<AttributedString> finished, Frame frame) {}

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void losesAndDoublesNoLineAndPutsTheCursorWhereItBelongs(int columns) {
    forAll(
        60,
        (random, size) -> steps(random, size, columns),
        steps -> {
          for (var rows : List.of(6, 24)) play(steps, columns, rows);
        });
  }

  private static void play(List<Step> steps, int columns, int rows) {
    var terminal = new Emulator(columns, rows);
    terminal.write("before\r\n");
    var painter = new Painter(PLAIN, columns, rows);
    var expected = new ArrayList<>(List.of("before"));
    for (var step : steps) {
      var frame = fitting(step.frame(), painter.room());
      terminal.write(painter.paint(step.finished(), frame));
      for (var line : step.finished()) expected.add(line.toString().stripTrailing());
      check(terminal, expected, frame);
    }
    terminal.write(painter.erase());
    assertThat(terminal.all()).isEqualTo(trimmed(expected));
  }

  private static void check(Emulator terminal, List<String> finished, Frame frame) {
    var all = new ArrayList<>(finished);
    for (var row : frame.rows()) all.add(row.toString().stripTrailing());
    assertThat(terminal.all()).isEqualTo(trimmed(all));
    frame
        .cursor()
        .ifPresent(cursor ->
            assertThat(terminal.scrollback().size() + terminal.cursor().get(1))
                .isEqualTo(finished.size() + cursor.row()));
    frame
        .cursor()
        .ifPresent(cursor -> assertThat(terminal.cursor().getFirst()).isEqualTo(cursor.column()));
  }

  private static List<String> trimmed(List<String> lines) {
    var trimmed = new ArrayList<>(lines);
    while (!trimmed.isEmpty() && trimmed.getLast().isEmpty()) trimmed.removeLast();
    return trimmed;
  }

  private static Frame fitting(Frame frame, int room) {
    var left = room;
    var sections = new ArrayList<List<AttributedString>>();
    for (var section : frame.sections()) {
      var rows = section.subList(0, Math.min(section.size(), left));
      sections.add(rows);
      left -= rows.size();
    }
    var height = room - left;
    return new Frame(sections, frame.cursor().filter(cursor -> cursor.row() < height));
  }

  private static List<Step> steps(RandomGenerator random, int size, int columns) {
    var steps = new ArrayList<Step>();
    var open = new ArrayList<AttributedString>();
    for (var i = 0; i < 1 + size / 4; i++) {
      var finished = new ArrayList<AttributedString>();
      // Part of what is open becomes finished as it is, as a reply does that streams in.
      while (!open.isEmpty() && random.nextInt(3) == 0) finished.add(open.removeFirst());
      for (var n = random.nextInt(4) == 0 ? random.nextInt(40) : 0; n > 0; n--) {
        finished.add(line(random, columns));
      }
      if (random.nextBoolean()) open.add(line(random, columns));
      else if (!open.isEmpty()) open.set(open.size() - 1, line(random, columns));
      var sections = new ArrayList<List<AttributedString>>();
      sections.add(List.copyOf(open));
      for (var s = 0; s < 3; s++) sections.add(lines(random, columns));
      var row = random.nextInt(4);
      var cursor = new Cursor(row, random.nextInt(columns));
      steps.add(new Step(finished, new Frame(sections, Optional.of(cursor))));
    }
    return steps;
  }

  private static List<AttributedString> lines(RandomGenerator random, int columns) {
    var lines = new ArrayList<AttributedString>();
    for (var n = random.nextInt(4); n > 0; n--) lines.add(line(random, columns));
    return lines;
  }

  private static AttributedString line(RandomGenerator random, int columns) {
    var words =
        List.of("", "a", "word", "漢字", "long-words-are-here", "é", "  ", "x".repeat(columns));
    var text = new StringBuilder();
    for (var n = random.nextInt(5); n >= 0; n--) text.append(words.get(random.nextInt(8)));
    var style = random.nextBoolean() ? AttributedStyle.DEFAULT : AttributedStyle.BOLD;
    return Cells.cut(new AttributedString(text, style), columns);
  }

  @Test
  void writesOnlyWhatDiffers() {
    var painter = new Painter(PLAIN, 80, 24);
    painter.paint(List.of(), frame("Hello", "status"));
    assertThat(painter.paint(List.of(), frame("Hello, world", "status")))
        .isEqualTo("\u001b[A\u001b[6G, world\u001b[B\u001b[3G");
    assertThat(painter.paint(List.of(), frame("Hello, world", "status"))).isEmpty();
    assertThat(painter.paint(List.of(), frame("Hello, you", "status")))
        .isEqualTo("\u001b[A\u001b[8Gyou\u001b[K\u001b[B\u001b[3G");
  }

  @Test
  void leavesALineThatWasOpenWhereItIs() {
    var painter = new Painter(PLAIN, 80, 24);
    painter.paint(List.of(), frame("Hello", "status"));
    var written =
        painter.paint(List.of(new AttributedString("Hello there")), frame("And", "status"));
    assertThat(written)
        .doesNotContain("status")
        .doesNotContain("Hello")
        .contains("There".toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void showsLargeFramesAtOnceWhereTheTerminalCan() {
    var painter = new Painter(new Features(true, true, false), 80, 24);
    assertThat(painter.paint(List.of(), frame("x".repeat(200), "status")))
        .startsWith("\u001b[?2026h")
        .endsWith("\u001b[?2026l");
  }

  @Test
  void drawsAfreshFromItsFirstRowAfterTheTerminalBrokeItsRowsAnew() {
    var painter = new Painter(new Features(false, true, false), 80, 24);
    painter.paint(List.of(), frame("x".repeat(80), "status"));
    painter.resized(40, 24);
    assertThat(painter.paint(List.of(), frame("x", "status"))).startsWith("\u001b[2A\r\u001b[J");
  }

  @Test
  void drawsAfreshFromItsFirstRowWhereRowsStayAsTheyAre() {
    var painter = new Painter(PLAIN, 80, 24);
    painter.paint(List.of(), frame("x".repeat(80), "status"));
    painter.resized(40, 24);
    assertThat(painter.paint(List.of(), frame("x", "status"))).startsWith("\u001b[A\r\u001b[J");
  }

  private static Frame frame(String open, String status) {
    return new Frame(
        List.of(List.of(new AttributedString(open)), List.of(new AttributedString(status))),
        Optional.of(new Cursor(1, 2)));
  }
}
