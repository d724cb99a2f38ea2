package dev.jackdaw.tui.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.keys.Action;
import org.junit.jupiter.api.Test;

class ComposerTest {
  private final Writing writing = new Writing();

  private void working() {
    writing.composer.work(Composer.Work.WORKING);
  }

  @Test
  void sendsWhatWasTyped() {
    writing.type("fix the test").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("fix the test")));
    assertThat(writing.composer.isEmpty()).isTrue();
  }

  @Test
  void sendsNothingWhenNothingWasTyped() {
    writing.type("  ").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Act(Action.SUBMIT));
  }

  @Test
  void beginsNewLines() {
    writing.type("a").press("shift+enter").type("b").press("alt+enter").type("c").press("ctrl+j");
    writing.type("d\\").press("enter").type("e").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("a\nb\nc\nd\ne")));
  }

  @Test
  void sendsTwoBackslashesAtTheEnd() {
    writing.type("a\\\\").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("a\\\\")));
  }

  @Test
  void tellsCommandsShellLinesAndMemoriesFromPrompts() {
    assertThat(writing.type("/clear").press("enter").heard).isEqualTo(new Heard.Command("/clear"));
    assertThat(writing.type("!ls -l").press("enter").heard).isEqualTo(new Heard.Shell("ls -l"));
    assertThat(writing.type("# use tabs").press("enter").heard)
        .isEqualTo(new Heard.Memory("use tabs"));
    assertThat(writing.type("/etc/hosts is odd").press("enter").heard)
        .isEqualTo(new Heard.Submit(Prompt.of("/etc/hosts is odd")));
    assertThat(writing.type("## Heading").press("enter").heard)
        .isEqualTo(new Heard.Submit(Prompt.of("## Heading")));
    assertThat(writing.type("!").press("enter").heard).isEqualTo(new Heard.Submit(Prompt.of("!")));
  }

  @Test
  void cutsAndPutsIn() {
    writing.type("one two three").press("ctrl+w", "ctrl+w", "ctrl+y");
    assertThat(writing.draft()).isEqualTo("one two three");
    writing.press("ctrl+a", "ctrl+k", "ctrl+y", "ctrl+y");
    assertThat(writing.draft()).isEqualTo("one two threeone two three");
    writing.press("ctrl+u").type("x ").press("alt+backspace").press("ctrl+y", "alt+y");
    assertThat(writing.draft()).isEqualTo("one two threeone two three");
    writing.press("alt+y");
    assertThat(writing.draft()).isEqualTo("one two three");
  }

  @Test
  void movesByWordsAndCutsForward() {
    writing.type("one two-three").press("alt+b").type("X").press("ctrl+a", "alt+f").type("Y");
    assertThat(writing.draft()).isEqualTo("oneY two-Xthree");
    writing.press("alt+d", "alt+d");
    assertThat(writing.draft()).isEqualTo("oneY");
  }

  @Test
  void swapsCharactersAndWords() {
    writing.type("ab").press("ctrl+x", "ctrl+t");
    assertThat(writing.draft()).isEqualTo("ba");
    writing.type(" cd").press("alt+t");
    assertThat(writing.draft()).isEqualTo("cd ba");
  }

  @Test
  void changesTheCaseOfWords() {
    writing.type("one two three").press("ctrl+a", "alt+u", "alt+c", "alt+u", "alt+b", "alt+l");
    assertThat(writing.draft()).isEqualTo("ONE Two three");
  }

  @Test
  void undoesAndDoesAgain() {
    writing.type("one two").press("ctrl+u", "ctrl+_");
    assertThat(writing.draft()).isEqualTo("one two");
    writing.press("ctrl+/", "ctrl+x", "ctrl+r", "ctrl+x", "ctrl+r");
    assertThat(writing.draft()).isEmpty();
  }

  @Test
  void saysThatAChordDoesNothing() {
    writing.press("ctrl+x");
    assertThat(writing.screen(40, 10)).isEqualTo("› |\n  ctrl+x …");
    writing.press("q");
    assertThat(writing.screen(40, 10)).isEqualTo("› |\n  ctrl+x q does nothing");
    writing.type("q");
    assertThat(writing.screen(40, 10)).isEqualTo("› q|");
  }

  @Test
  void goesUpAndDownInRowsKeepingTheColumn() {
    writing.type("abcdef\nx\nuvwxyz").press("left");
    writing.screen(40, 10);
    writing.press("up", "up").type("1").press("down", "down").type("2");
    assertThat(writing.draft()).isEqualTo("abcde1f\nx\nuvwxyz2");
  }

  @Test
  void goesUpInRowsOfALineThatIsWrapped() {
    writing.type("one two three four");
    assertThat(writing.screen(13, 10)).isEqualTo("› one two\n  three four|");
    writing.press("left", "left", "up");
    assertThat(writing.screen(13, 10)).isEqualTo("› one two|\n  three four");
    writing.press("down");
    assertThat(writing.screen(13, 10)).isEqualTo("› one two\n  three fo|ur");
  }

  @Test
  void drawsWideAndJoinedCharactersWithTheCursorBehindThem() {
    writing.type("漢👩‍👩‍👧‍👦e\u0301");
    var drawing = writing.composer.draw(40, 10);
    assertThat(drawing.cursor().orElseThrow().column()).isEqualTo(2 + 2 + 2 + 1);
    writing.press("left", "left");
    assertThat(writing.composer.draw(40, 10).cursor().orElseThrow().column()).isEqualTo(4);
    writing.press("backspace");
    assertThat(writing.draft()).isEqualTo("👩‍👩‍👧‍👦e\u0301");
  }

  @Test
  void growsToAShareOfTheHeightAndScrolls() {
    writing.type("1\n2\n3\n4\n5\n6\n7\n8\n9");
    assertThat(writing.screen(40, 8)).isEqualTo("… 6\n  7\n  8\n  9|");
    writing.press("up", "up", "up", "up", "up");
    assertThat(writing.screen(40, 8)).isEqualTo("… 4|\n  5\n  6\n… 7");
    assertThat(writing.screen(40, 1)).isEqualTo("… 4|");
  }

  @Test
  void fitsAnyWidth() {
    writing.type("/").paste("漢字\u001b[31mred").type(" one\ntwo");
    for (var width = 1; width < 60; width++) {
      for (var height = 1; height < 12; height++) {
        var drawing = writing.composer.draw(width, height);
        assertThat(drawing.lines()).hasSizeLessThanOrEqualTo(height);
        for (var line : drawing.lines()) {
          assertThat(line.columnLength()).isLessThanOrEqualTo(width);
        }
        var cursor = drawing.cursor().orElseThrow();
        assertThat(cursor.row()).isBetween(0, drawing.lines().size() - 1);
        assertThat(cursor.column()).isBetween(0, width - 1);
      }
    }
  }

  @Test
  void steersAndQueuesWhileTheAgentWorks() {
    working();
    writing.type("not that").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Steer(Prompt.of("not that")));
    writing.type("then this").press("tab");
    assertThat(writing.heard).isEqualTo(new Heard.Queued(Prompt.of("then this")));
    writing.type("/compact").press("escape", "tab");
    assertThat(writing.screen(40, 10)).isEqualTo("queued: then this\nqueued: /compact\n› |");
    assertThat(writing.composer.nextQueued()).contains(new Heard.Submit(Prompt.of("then this")));
    writing.press("up");
    assertThat(writing.draft()).isEqualTo("/compact");
    assertThat(writing.composer.nextQueued()).isEmpty();
  }

  @Test
  void interruptsAndThenKills() {
    working();
    writing.type("draft").press("escape");
    assertThat(writing.heard).isEqualTo(new Heard.Interrupt());
    writing.composer.work(Composer.Work.STOPPING);
    assertThat(writing.press("ctrl+c").heard).isEqualTo(new Heard.Kill());
    assertThat(writing.draft()).isEqualTo("draft");
  }

  @Test
  void leavesAtTheSecondInterruptOrTheEndOfInput() {
    writing.press("ctrl+c");
    assertThat(writing.screen(40, 5)).isEqualTo("› |\n  Press ctrl+c again to leave");
    writing.type("a").press("backspace", "ctrl+c");
    assertThat(writing.heard).isEqualTo(new Heard.Redraw());
    assertThat(writing.press("ctrl+c").heard).isEqualTo(new Heard.Leave());
    assertThat(writing.press("ctrl+d").heard).isEqualTo(new Heard.Leave());
    assertThat(writing.composer.heard(new Input.Ended())).isEqualTo(new Heard.Leave());
  }

  @Test
  void putsADraftAsideThatIsInterrupted() {
    writing.type("draft").press("ctrl+c");
    assertThat(writing.composer.isEmpty()).isTrue();
    writing.press("up");
    assertThat(writing.draft()).isEqualTo("draft");
    writing.press("escape", "escape");
    assertThat(writing.composer.isEmpty()).isTrue();
  }

  @Test
  void opensTheWayBackAtTheSecondEscape() {
    writing.press("escape", "escape");
    assertThat(writing.heard).isEqualTo(new Heard.Act(Action.OPEN_REWIND));
    writing.press("escape", "left", "escape");
    assertThat(writing.heard).isEqualTo(new Heard.Redraw());
  }

  @Test
  void deletesForwardWithTheKeyThatLeavesAnEmptyLine() {
    writing.type("ab").press("home", "ctrl+d");
    assertThat(writing.draft()).isEqualTo("b");
  }

  @Test
  void putsADraftAwayAndBringsItBack() {
    writing.type("long draft").press("ctrl+s");
    assertThat(writing.composer.isEmpty()).isTrue();
    writing.press("ctrl+s");
    assertThat(writing.draft()).isEqualTo("long draft");
    writing.press("ctrl+s").type("quick one").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Submit(Prompt.of("quick one")));
    assertThat(writing.draft()).isEqualTo("long draft");
  }

  @Test
  void leavesToOthersWhatIsNotItsOwn() {
    assertThat(writing.press("shift+tab").heard).isEqualTo(new Heard.Act(Action.CYCLE_MODE));
    assertThat(writing.press("ctrl+o").heard).isEqualTo(new Heard.Act(Action.OPEN_TRANSCRIPT));
    assertThat(writing.press("ctrl+t").heard).isEqualTo(new Heard.Act(Action.TOGGLE_TODO));
    assertThat(writing.press("ctrl+z").heard).isEqualTo(new Heard.Act(Action.SUSPEND));
    assertThat(writing.press("ctrl+l").heard).isEqualTo(new Heard.Act(Action.REDRAW));
    assertThat(writing.press("ctrl+v").heard).isEqualTo(new Heard.PasteImage());
    assertThat(writing.type("x").press("ctrl+g").heard).isEqualTo(new Heard.OpenEditor("x"));
    assertThat(writing.press("f9").heard).isEqualTo(new Heard.Nothing());
  }

  @Test
  void takesShiftWithAnArrowForTheArrow() {
    writing.type("ab").press("shift+left").type("x").press("shift+home").type("y");
    assertThat(writing.draft()).isEqualTo("yaxb");
  }

  @Test
  void doesNotCallAKeyARedrawThatChangesNothing() {
    writing.composer.hint("note");
    assertThat(writing.press("f9").heard).isEqualTo(new Heard.Redraw());
    assertThat(writing.press("f9").heard).isEqualTo(new Heard.Nothing());
  }
}
