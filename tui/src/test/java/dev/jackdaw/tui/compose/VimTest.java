package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.input.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VimTest {
  /** Types keys on a text in normal mode; a bar is the cursor, {@code <} is Escape. */
  private static String after(String text, String keys) {
    var writing = new Writing();
    writing.composer.vim(true);
    writing.type(text.replace("|", "").replace("/", "\n")).press("escape");
    writing.type("gg0");
    for (var i = text.indexOf('|'); i > 0; i--) {
      if (text.charAt(i - 1) == '/') writing.type("j0");
    }
    var column = text.indexOf('|') - text.lastIndexOf('/', text.indexOf('|')) - 1;
    for (var i = 0; i < column; i++) writing.type("l");
    for (var key : keys.split("")) {
      switch (key) {
        case "<" -> writing.press("escape");
        case "^" -> writing.press("ctrl+r");
        default -> writing.type(key);
      }
    }
    return writing.screen(200, 50).replace("\n", "/").replace("› ", "").replace("  ", "");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "one |two three, x, one |wo three",
        "|one two three, dw, |two three",
        "|one two three, d2w, |three",
        "|one two three, 2dw, |three",
        "|one two three, cwX<, |X two three",
        "one |two three, cw, one | three",
        "o|ne two, de, o| two",
        "|one two, dd, |",
        "one/|two/three, dd, one/|three",
        "one/two/|three, dd, one/|two",
        "|one/two/three, 2dd, |three",
        "|one/two/three, dj, |three",
        "|one/two/three, ddp, two/|one/three",
        "one/|two, yyP, one/|two/two",
        "|one two, ywwP, one one| two",
        "|one two three, $, one two thre|e",
        "one two thre|e, 0, |one two three",
        "one two thre|e, bb, one |two three",
        "|one two three, 2e, one tw|o three",
        "|one two three, w, one |two three",
        "|one-two three, W, one-two |three",
        "one|-two, B, |one-two",
        "|a(b(c)d)e, fbdi(, a(|)e",
        "|a(b(c)d)e, fcda(, a(b|d)e",
        "|a(b(c)d)e, fcdib, a(b(|)d)e",
        "|say \"hi you\" now, fhdi\", say \"|\" now",
        "|say \"hi you\" now, fhda\", say | now",
        "one tw|o three, daw, one |three",
        "one tw|o three, diw, one | three",
        "one two thr|ee, daw, one tw|o",
        "|a;b;c, f;;x, a;b|c",
        "|a;b;c, t;;x, a;|;c",
        "a;b;|c, F;, a;b|;c",
        "a;b;|c, T;, a;b;|c",
        "|one/two/three, G, one/two/|three",
        "one/two/|three, gg, |one/two/three",
        "|one/two/three, 2G, one/|two/three",
        "|one, oX<, one/|X",
        "|one, OX<, |X/one",
        "one |two, IX<, |Xone two",
        "|one two, AX<, one two|X",
        "|one, aX<, o|Xne",
        "|one two three, dw.., |",
        "|one two three, dwu, |one two three",
        "|one two three, dwu^, |two three",
        "|one two, cwab<w., ab a|b",
        "|one two three, wD, one| ",
        "|one two, wCx<, one |x",
        "|one two, rx, |xne two",
        "|one two, 3rx, xx|x two",
        "|one two, ~~, ON|e two",
        "|one/two, J, one| two",
        "|one two, sX<, |Xne two",
        "one|/two, SX<, |X/two",
        "one |two, X, one|two",
        "|one two three, vey$p, one two threeon|e",
        "|one two three, vwd, |wo three",
        "|one/two/three, Vjd, |three",
        "|one two, viwcX<, |X two",
        "|one two, velld, |wo",
        "|one two three, wvb~, |ONE Two three",
        "|one two, yiwwviwp, one on|e",
        "|one/two, vjd, |wo",
        "|one two, 5x, |wo",
        "|one, d<x, |ne",
        "|one, 3<x, |ne",
        "|one, dfzx, |ne",
        "|one//two, }dd, one/|two",
        "|one/two//three, dap, |three",
        "|one two, xp, n|oe two",
        "|(a), fadi(, (|)",
      })
  void doesAsVimDoes(String text, String keys, String expected) {
    assertThat(after(text, keys)).isEqualTo(expected.replace("  ", ""));
  }

  @Test
  void undoesAnInsertAsOne() {
    assertThat(after("|one", "cwone two three<u")).isEqualTo("|one");
  }

  @Test
  void goesThroughTheHistoryAtTheFirstAndLastLine() {
    var writing = new Writing();
    writing.composer.vim(true);
    writing.type("first").press("enter").type("second").press("enter").press("escape").type("kk");
    assertThat(writing.draft()).isEqualTo("first");
    writing.type("j");
    assertThat(writing.draft()).isEqualTo("second");
  }

  @Test
  void sendsFromNormalModeAndBeginsInInsertModeAgain() {
    var writing = new Writing();
    writing.composer.vim(true);
    writing.type("one").press("escape", "enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("one")));
    assertThat(writing.composer.vimState()).isEqualTo("insert");
  }

  @Test
  void saysItsModeAndWhatHasBegun() {
    var writing = new Writing();
    writing.composer.vim(true);
    writing.type("one").press("escape").type("2d");
    assertThat(writing.composer.vimState()).isEqualTo("normal 2d");
    writing.press("escape").type("V");
    assertThat(writing.composer.vimState()).isEqualTo("visual line");
    writing.composer.vim(false);
    assertThat(writing.composer.vimState()).isEmpty();
  }

  @Test
  void interruptsTheAgentFromNormalMode() {
    var writing = new Writing();
    writing.composer.vim(true);
    writing.composer.work(Composer.Work.WORKING);
    writing.type("one").press("escape");
    assertThat(writing.heard).isEqualTo(new Heard.Redraw());
    assertThat(writing.press("escape").heard).isEqualTo(new Heard.Interrupt());
  }

  @Test
  void survivesAnyKeys() {
    var keys = "hjklwbeWBE0^$gGfFtT;,dcyxXpPuJ~.vVioaOAIrsSDCY{}123\"()iawp";
    forAll(
        (random, size) -> {
          var typed = new StringBuilder();
          for (var i = 0; i < 2 * size; i++)
            typed.append(keys.charAt(random.nextInt(keys.length())));
          return new String[] {Texts.text(random, size), typed.toString()};
        },
        one -> {
          var buffer = new TextBuffer();
          buffer.insert(one[0]);
          var vim = new Vim(buffer);
          vim.escape();
          for (var key : (one[1] + "l").split("")) {
            if (vim.mode() == Vim.Mode.INSERT) vim.escape();
            vim.heard(Key.of(key));
            assertThat(buffer.cursor()).isBetween(0, buffer.length());
            assertThat(Clusters.snap(buffer.text(), buffer.cursor())).isEqualTo(buffer.cursor());
            vim.selection();
            if (buffer.length() > 100_000) buffer.reset("x");
          }
          vim.escape();
          while (buffer.redo()) {}
          var last = buffer.toString();
          while (buffer.undo()) {}
          while (buffer.redo()) {}
          assertThat(buffer.toString()).isEqualTo(last);
        });
  }
}
