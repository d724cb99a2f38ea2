package dev.jackdaw.tui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.tui.input.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModesTest {
  private static final List<Integer> MODES = List.of(7, 25, 1004, 2004, 2026, 2027, 1047, 1049);

  /** A terminal that offers all there is, with everything switched on and a frame begun. */
  private static Emulator full(Modes modes) {
    var terminal = new Emulator(80, 24);
    terminal.write(modes.enter());
    for (var mode : List.of(2026, 2027, 1004)) {
      terminal.write(modes.heard(new Report.Mode(mode, 2)));
    }
    terminal.write(modes.heard(new Report.Keyboard(0)));
    terminal.write("\u001b[?2026h\u001b[?25l");
    return terminal;
  }

  private static void assertAsAtPowerOn(Emulator terminal) {
    var fresh = new Emulator(80, 24);
    for (var mode : MODES) {
      assertThat(terminal.isSet(mode)).as("mode %d", mode).isEqualTo(fresh.isSet(mode));
    }
    assertThat(terminal.keyboards()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theResetSwitchesOffAllThatMayBeOn(boolean isAlternate) {
    var modes = new Modes(_ -> "");
    var terminal = full(modes);
    if (isAlternate) terminal.write(modes.enterAlternate().replace("1049", "1047"));

    terminal.write(Modes.RESET);

    assertAsAtPowerOn(terminal);
  }

  @Test
  void leavingSwitchesOffAllThatWasSwitchedOn() {
    var modes = new Modes(_ -> "");
    var terminal = full(modes);
    terminal.write("\u001b[?2026l");

    terminal.write(modes.leave());

    assertAsAtPowerOn(terminal);
  }
}
