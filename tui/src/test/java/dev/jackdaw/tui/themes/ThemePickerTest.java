package dev.jackdaw.tui.themes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.ColourDepth;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Themes;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThemePickerTest {
  private final Themes themes = Themes.builtIn();
  private final ThemePicker picker =
      new ThemePicker(
          themes.names(),
          "dark",
          name -> themes.styles(name, Optional.empty(), ColourDepth.TRUE),
          Capabilities.RICH);

  private Optional<String> press(String key) {
    return picker.heard(new Input.Pressed(Key.parse(key)));
  }

  @Test
  void looksAsReviewed() {
    var lines = picker.draw(60, 40).lines();
    Golden.check(
        "theme-picker-60.txt",
        lines.stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n"))
            + "\n");
  }

  @Test
  void isDrawnInTheThemeThatIsHighlighted() {
    assertThat(picker.draw(60, 40).lines().getFirst().styleAt(0))
        .isEqualTo(themes.named("dark", Optional.empty()).at(ColourDepth.TRUE).style(Role.HEADING));
    press("down");
    assertThat(picker.highlighted()).isEqualTo("light");
    assertThat(picker.draw(60, 40).lines().getFirst().styleAt(0))
        .isEqualTo(
            themes.named("light", Optional.empty()).at(ColourDepth.TRUE).style(Role.HEADING));
    assertThat(press("enter")).contains("light");
  }

  @Test
  void escapeLeavesTheThemeAsItWas() {
    press("end");
    assertThat(press("escape")).contains("dark");
    assertThat(picker.heard(new Input.Ended())).contains("dark");
  }

  @Test
  void fitsAnyScreen() {
    for (var height = 1; height < 40; height++) {
      var lines = picker.draw(20, height).lines();
      assertThat(lines).hasSizeLessThanOrEqualTo(height);
      assertThat(lines).allMatch(line -> line.columnLength() <= 20);
      assertThat(lines).anyMatch(line -> line.toString().contains("dark"));
    }
  }
}
