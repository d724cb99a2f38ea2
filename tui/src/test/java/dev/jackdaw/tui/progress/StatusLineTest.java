package dev.jackdaw.tui.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.layout.Frames;
import dev.jackdaw.tui.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private final StatusLine line = new StatusLine(Theme.plain(), Signs.in(StandardCharsets.UTF_8));

  @Test
  void saysHowTheSessionStands() {
    assertThat(Frames.of(line, 80, 1)).isBlank();
    line.show(new Status("claude", "plan", Optional.of(0.344), 0.1234, false, "main\u001b[2J"));
    assertThat(Frames.of(line, 80, 1))
        .isEqualTo("plan · claude · 34 % of context · at least $0.1234 · main␛[2J\n");
    assertThat(Frames.of(line, 24, 1)).isEqualTo("plan · claude · main␛[2J\n");
    assertThat(Frames.of(line, 5, 1)).isEqualTo("plan\n");
    line.show(new Status("claude", "default", Optional.empty(), 0, true, ""));
    assertThat(Frames.of(line, 80, 1)).isEqualTo("claude\n");
  }

  @Test
  void showsWhatAScriptPrintedWithoutItsEscapes() {
    line.show(new Status("claude", "default", Optional.empty(), 0, true, ""));
    line.script("\u001b[32mmine\u001b[0m \u001b]0;title\u0007\nsecond\nthird\nfourth\n");
    assertThat(Frames.of(line, 80, 10)).isEqualTo("mine ␛]0;title␇\nsecond\nthird\n");
    assertThat(Frames.of(line, 80, 1).lines()).hasSize(1);
    line.script(" \n");
    assertThat(Frames.of(line, 80, 1)).isEqualTo("claude\n");
  }
}
