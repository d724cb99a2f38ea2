package dev.jackdaw.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import dev.jackdaw.tui.widget.Dialog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
  static final Ink INK = new Ink(Theme.plain(), Signs.in(StandardCharsets.UTF_8));
  private final StringBuilder clipboard = new StringBuilder();

  private Dialog<String> dialog(View view) {
    return view.dialog(INK, clipboard::append);
  }

  static Optional<String> press(Dialog<String> dialog, String... keys) {
    Optional<String> end = Optional.empty();
    for (var key : keys) end = dialog.heard(new Input.Pressed(Key.parse(key)));
    return end;
  }

  private static View.Text text(int sections) {
    var all = new ArrayList<Section>();
    for (var i = 0; i < sections; i++) {
      if (i % 10 == 0) all.add(Section.heading("Turn " + i / 10));
      all.add(Section.of(Role.TEXT, "line " + i + "\nof some \u001b[31mtext\u202e"));
    }
    return new View.Text("Transcript", all);
  }

  /** Counts how often it is laid out. */
  private record Counted(AtomicInteger count, int number) implements Section {
    @Override
    public List<Paragraph> shown(Ink ink) {
      count.incrementAndGet();
      return List.of(Paragraph.of(ink.line(Role.TEXT, "event " + number)));
    }

    @Override
    public String text() {
      return "event " + number;
    }
  }

  /** A result of which only the beginning is shown at first. */
  private record Result() implements Section {
    @Override
    public List<Paragraph> shown(Ink ink) {
      return List.of(Paragraph.of(ink.line(Role.TEXT, "beginning")));
    }

    @Override
    public List<Paragraph> whole(Ink ink) {
      return List.of(
          Paragraph.of(ink.line(Role.TEXT, "beginning")),
          Paragraph.of(ink.line(Role.TEXT, "needle")));
    }

    @Override
    public String text() {
      return "beginning\nneedle";
    }

    @Override
    public boolean isFolded() {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void showsAPartOfALongText(int width) {
    var view = dialog(text(100));
    Frames.of(view, width, 10);
    press(view, "]");
    Golden.check("view-text-" + width + ".txt", Frames.of(view, width, 10));
  }

  @Test
  void laysOutOnlyWhatIsNear() {
    var count = new AtomicInteger();
    var all = new ArrayList<Section>();
    for (var i = 0; i < 10_000; i++) all.add(new Counted(count, i));
    var view = dialog(new View.Text("Transcript", all));
    assertThat(Frames.of(view, 80, 24)).contains("event 0\n").contains("event 21\n");
    press(view, "end");
    assertThat(Frames.of(view, 80, 24)).contains("event 9999\n").contains("end ·");
    press(view, "/", "5", "0", "0", "5", "enter");
    assertThat(Frames.of(view, 80, 24)).contains("event 5005\n");
    assertThat(count.get()).isLessThan(150);
  }

  @Test
  void scrollsBackAndForth() {
    var view = dialog(text(100));
    var first = Frames.of(view, 80, 12);
    press(view, "pagedown", "down", "up", "pageup");
    assertThat(Frames.of(view, 80, 12)).isEqualTo(first);
    press(view, "G", "pagedown", "down");
    assertThat(Frames.of(view, 80, 12)).contains("line 99");
    press(view, "g");
    assertThat(Frames.of(view, 80, 12)).isEqualTo(first);
    press(view, "]", "]", "[");
    assertThat(Frames.of(view, 80, 12)).contains("Turn 1\nline 10\n");
    assertThat(press(view, "q")).contains("");
  }

  @Test
  void searchesUpAndDown() {
    var view = dialog(text(100));
    Frames.of(view, 80, 12);
    press(view, "/", "L", "I", "N", "E", "space", "5");
    assertThat(Frames.of(view, 80, 12)).contains("/LINE 5\ncursor 11,7");
    press(view, "enter");
    assertThat(Frames.of(view, 80, 12)).contains("Transcript\nline 5\n");
    press(view, "n");
    assertThat(Frames.of(view, 80, 12)).contains("Transcript\nline 50\n");
    press(view, "N");
    assertThat(Frames.of(view, 80, 12)).contains("Transcript\nline 5\n");
    press(view, "N");
    assertThat(Frames.of(view, 80, 12)).contains("line 59\n").contains("from the other end");
    press(view, "/", "x", "y", "enter");
    assertThat(Frames.of(view, 80, 12)).contains("not found: xy");
  }

  @Test
  void opensWhatIsFolded() {
    var view = dialog(new View.Text("T", List.of(Section.heading("a"), new Result())));
    assertThat(Frames.of(view, 80, 12)).doesNotContain("needle");
    press(view, "enter");
    assertThat(Frames.of(view, 80, 12)).contains("needle");
    press(view, "enter");
    assertThat(Frames.of(view, 80, 12)).doesNotContain("needle");
    press(view, "/", "e", "e", "d", "l", "enter");
    assertThat(Frames.of(view, 80, 12)).contains("needle");
  }

  @Test
  void copiesWithoutDecoration() {
    var view = dialog(new View.Text("T", List.of(Section.heading("a"), new Result())));
    Frames.of(view, 80, 12);
    press(view, "C");
    assertThat(clipboard).hasToString("a\nbeginning\nneedle\n");
    assertThat(Frames.of(view, 80, 12)).contains("copied 19 characters");
  }

  private static View.Picker picker(int rows) {
    var all = new ArrayList<Row>();
    for (var i = 1; i <= rows; i++) {
      var number = i;
      all.add(
          new Row(
              "session " + i,
              "fix \u001b]0;x\u0007the " + (i % 2 == 0 ? "parser" : "tests"),
              "/resume " + i,
              () -> List.of(Section.of(Role.TEXT, "what session " + number + " said\nand more"))));
    }
    return new View.Picker("Sessions", all, "goes on with it");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 220})
  void showsLinesToChooseFrom(int width) {
    var view = dialog(picker(30));
    press(view, "down", "down");
    Golden.check("view-list-" + width + ".txt", Frames.of(view, width, 10));
  }

  @Test
  void choosesAmongTenThousand() {
    var view = dialog(picker(10_000));
    Frames.of(view, 120, 20);
    press(view, "T", "E", "S", "t", "space", "7", "7", "7");
    assertThat(Frames.of(view, 120, 20))
        .contains("Sessions  14 of 10000")
        .contains("› session 777");
    assertThat(press(view, "enter")).contains("/resume 777");
    assertThat(press(view, "escape")).isEmpty();
    press(view, "end");
    assertThat(press(view, "enter")).contains("/resume 10000");
    assertThat(press(view, "escape")).contains("");
  }

  @Test
  void sayTheSameWithoutAScreen() {
    Golden.check(
        "view-lines-40.txt",
        String.join("\n", picker(2).lines(INK, 40).stream().map(Object::toString).toList())
            + "\n"
            + String.join("\n", text(3).lines(INK, 40).stream().map(Object::toString).toList())
            + "\n");
  }

  @Test
  void drawAnythingAtAnySize() {
    var names = new ArrayList<>(Key.NAMES.stream().sorted().toList());
    names.addAll(List.of("/", "n", "N", "[", "]", "o", "c", "x", "g", "G"));
    Properties.forAll(
        150,
        (random, size) -> {
          var sections = new ArrayList<Section>();
          var rows = new ArrayList<Row>();
          for (var i = random.nextInt(size + 1); i > 0; i--) {
            var text = Generators.text(random, size);
            sections.add(
                switch (random.nextInt(5)) {
                  case 0 -> Section.heading(text);
                  case 1 -> new Result();
                  case 2 -> Section.diff(text);
                  case 3 -> Section.pair(text, random.nextInt(20), text);
                  default -> Section.of(Role.DIM, text);
                });
            rows.add(new Row(text, text, text, () -> sections));
          }
          var view =
              dialog(
                  random.nextBoolean()
                      ? new View.Text("T", sections)
                      : new View.Picker("P", rows, ""));
          for (var i = 0; i < 30; i++) {
            if (random.nextInt(3) > 0) {
              Frames.of(view, 1 + random.nextInt(150), 1 + random.nextInt(30));
            }
            press(view, names.get(random.nextInt(names.size())));
          }
          return view;
        },
        view -> Frames.of(view, 33, 7));
  }
}
