package dev.jackdaw.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.cli.options.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class TerminalResetTest {
  @Test
  void switchesOffWhatWasOnAndSaysWhatIsLeftToDo() throws InterruptedException {
    var out = new StringWriter();
    var problems = new ArrayList<String>();

    var code = TerminalReset.run(new PrintWriter(out), problems::add);

    assertThat(out.toString())
        .contains("\u001b[?2026l", "\u001b[?2004l", "\u001b[?1004l", "\u001b[?1047l")
        .contains("\u001b[?7h", "\u001b[?25h", "\u001b[0m")
        .endsWith("\r");
    // Where the tests run there may be a terminal or none.
    assertThat(problems).hasSize(code == ExitCode.DONE ? 0 : 1);
    assertThat(problems).allMatch(problem -> problem.contains("stty sane"));
  }
}
