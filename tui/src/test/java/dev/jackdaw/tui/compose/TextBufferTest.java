package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextBufferTest {
  /** The same as a string that is copied every time. */
  private static final class Naive {
    private String text = "";
    private int cursor;

    private List<Integer> boundaries() {
      var all = new ArrayList<>(List.of(0));
      var matcher = Pattern.compile("\\X").matcher(text);
      while (matcher.find()) all.add(matcher.end());
      return all;
    }

    private int snapped(int at) {
      return boundaries().stream().filter(one -> one >= at).findFirst().orElse(text.length());
    }

    void replace(int from, int to, String what) {
      text = text.substring(0, from) + what + text.substring(to);
      cursor = snapped(from + what.length());
    }

    int previous() {
      return boundaries().stream().filter(one -> one < cursor).reduce((_, last) -> last).orElse(0);
    }

    int next() {
      return boundaries().stream().filter(one -> one > cursor).findFirst().orElse(text.length());
    }
  }

  private static void edit(TextBuffer buffer, Naive naive, RandomGenerator random) {
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        var piece = Texts.piece(random);
        buffer.type(piece);
        naive.replace(naive.cursor, naive.cursor, piece);
      }
      case 2 -> {
        var from = naive.previous();
        buffer.delete(buffer.previous(buffer.cursor()), buffer.cursor());
        naive.replace(from, naive.cursor, "");
      }
      case 3 -> {
        buffer.moveTo(buffer.previous(buffer.cursor()));
        naive.cursor = naive.previous();
      }
      case 4 -> {
        buffer.moveTo(buffer.next(buffer.cursor()));
        naive.cursor = naive.next();
      }
      default -> {
        var at = random.nextInt(naive.text.length() + 1);
        buffer.moveTo(at);
        naive.cursor = naive.snapped(at);
      }
    }
  }

  @Test
  void editsAsAStringThatIsCopiedEveryTime() {
    forAll(
        (random, size) -> {
          var buffer = new TextBuffer();
          var naive = new Naive();
          for (var i = 0; i < size; i++) {
            edit(buffer, naive, random);
            if (!buffer.toString().equals(naive.text) || buffer.cursor() != naive.cursor) {
              return "step "
                  + i
                  + ": "
                  + buffer
                  + "@"
                  + buffer.cursor()
                  + " but "
                  + naive.text
                  + "@"
                  + naive.cursor;
            }
          }
          return "";
        },
        problem -> assertThat(problem).isEmpty());
  }

  @Test
  void undoesAllThatWasDoneAndDoesItAgain() {
    forAll(
        (random, size) -> {
          var buffer = new TextBuffer();
          var naive = new Naive();
          for (var i = 0; i < size; i++) {
            if (random.nextInt(4) == 0) buffer.together(() -> edit(buffer, naive, random));
            else edit(buffer, naive, random);
            if (random.nextInt(9) == 0) buffer.join(buffer.depth() - random.nextInt(4));
          }
          return buffer;
        },
        buffer -> {
          var last = buffer.toString();
          while (buffer.undo()) {}
          assertThat(buffer.toString()).isEmpty();
          while (buffer.redo()) {}
          assertThat(buffer.toString()).isEqualTo(last);
        });
  }

  @Test
  void undoesWordsRatherThanLetters() {
    var buffer = new TextBuffer();
    for (var c : "one two".split("")) buffer.type(c);
    buffer.undo();
    assertThat(buffer.toString()).isEqualTo("one");
    buffer.undo();
    assertThat(buffer.toString()).isEmpty();
  }

  @Test
  void forgetsWhatWasUndoneOnceSomethingElseIsTyped() {
    var buffer = new TextBuffer();
    buffer.type("a");
    buffer.undo();
    buffer.type("b");
    assertThat(buffer.redo()).isFalse();
    assertThat(buffer.toString()).isEqualTo("b");
  }
}
