package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.Action;
import dev.jackdaw.tui.keys.KeyBindings;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever is pressed and pasted, what is drawn fits and controls nothing. */
class ComposerFuzzTest {
  private static final List<Key> KEYS = keys();

  private static List<Key> keys() {
    var keys = new ArrayList<Key>();
    for (var action : Action.values()) {
      for (var chord : KeyBindings.defaults().keys(action)) keys.addAll(chord.keys());
    }
    for (var key : "/@#!\\abc.du2wv".split("")) keys.add(Key.of(key));
    return keys;
  }

  private static Input input(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> new Input.Pasted(Texts.text(random, 20));
      case 1 -> new Input.Pasted(Texts.text(random, 10) + "\n".repeat(random.nextInt(9)));
      case 2, 3 -> new Input.Pressed(Key.of(Texts.piece(random)));
      case 4 -> new Input.Focused(true);
      default -> new Input.Pressed(KEYS.get(random.nextInt(KEYS.size())));
    };
  }

  private static void drawn(Writing writing, int width, int height) {
    var drawing = writing.composer.draw(width, height);
    assertThat(drawing.lines()).hasSizeBetween(1, height);
    for (var line : drawing.lines()) {
      var text = line.toString();
      assertThat(Cells.BY_CLUSTER.ofText(text)).as(text).isLessThanOrEqualTo(width);
      assertThat(text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x202E))
          .isTrue();
      assertThat(text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)).isTrue();
      assertThat(text.codePoints().noneMatch(Chips::isChip)).isTrue();
    }
    drawing
        .cursor()
        .ifPresent(cursor -> {
          assertThat(cursor.row()).isBetween(0, drawing.lines().size() - 1);
          assertThat(cursor.column()).isBetween(0, width - 1);
        });
  }

  @Test
  void drawsWhatFitsWhateverIsPressed() {
    forAll(
        60,
        (random, size) -> random.nextLong(),
        seed -> {
          var random = dev.jackdaw.testkit.Properties.random(seed);
          var writing = new Writing();
          writing.composer.vim(random.nextBoolean());
          for (var i = 0; i < 150; i++) {
            var works = Composer.Work.values();
            if (random.nextInt(20) == 0) writing.composer.work(works[random.nextInt(works.length)]);
            var input = input(random);
            var heard = writing.composer.heard(input);
            assertThat(heard).isNotNull();
            if (i % 3 == 0) drawn(writing, 1 + random.nextInt(60), 1 + random.nextInt(20));
          }
          writing.composer.edited(Texts.text(random, 20));
          drawn(writing, 40, 10);
        });
  }

  @Test
  void sendsWhatIsDrawnAndNothingElse() {
    forAll(
        Texts::text,
        text -> {
          var writing = new Writing();
          writing.composer.draft(text);
          if (text.isBlank() || text.stripTrailing().endsWith("\\")) return;
          writing.press("enter");
          if (writing.heard instanceof Heard.Submit(var prompt)) {
            var expected = new StringBuilder();
            Pasting.cleaned(text)
                .strip()
                .codePoints()
                .forEach(c -> expected.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c));
            assertThat(prompt.text()).isEqualTo(expected.toString());
          }
        });
  }
}
