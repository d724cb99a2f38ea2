package dev.jackdaw.tui.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuestionQueueTest {
  private final FakeClock clock = FakeClock.create();
  private final QuestionQueue queue =
      new QuestionQueue(
          Theme.plain(), Signs.in(StandardCharsets.UTF_8), clock, KeyBindings.defaults());

  private void put(long number) {
    queue.add(new Asked(number, QuestionCardTest.command("git push " + number), ""));
  }

  private Input key(String name) {
    return new Input.Pressed(Key.parse(name));
  }

  private String seen() {
    var frame = Frames.of(queue, 60, 24);
    queue.shown();
    clock.advance(Guard.QUIET);
    return frame;
  }

  @Test
  void asksOneAfterTheOther() {
    put(1);
    assertThat(seen()).contains("git push 1").doesNotContain(" of 1");
    put(2);
    put(3);
    assertThat(seen()).contains("1 of 3");
    assertThat(queue.heard(key("y")))
        .contains(new QuestionQueue.Answered(1, new Answer.AllowOnce()));
    assertThat(queue.heard(key("y"))).as("a key pressed twice").isEmpty();
    assertThat(seen()).contains("git push 2").contains("2 of 3");
    queue.remove(2);
    assertThat(seen()).contains("git push 3").contains("2 of 2");
    assertThat(queue.heard(key("n")))
        .contains(new QuestionQueue.Answered(3, new Answer.Refuse("")));
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.isListening()).isFalse();
    assertThat(Frames.of(queue, 60, 24)).isBlank();
  }

  @Test
  void forgetsWhatNeedsNoAnswerAnyMore() {
    put(4);
    put(5);
    assertThat(queue.clear()).containsExactly(4L, 5L);
    assertThat(queue.heard(key("y"))).isEmpty();
  }
}
