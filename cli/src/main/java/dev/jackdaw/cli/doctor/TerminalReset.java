package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.tui.screen.Modes;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * Puts a terminal right that a program which was killed left in a state no shell expects. It writes
 * to whatever the output is and asks nothing, so that it works typed blindly.
 */
public final class TerminalReset {
  private TerminalReset() {}

  /** Does it, as far as it can be done from here, and says what is left to do. */
  public static ExitCode run(PrintWriter out, Consumer<String> problems)
      throws InterruptedException {
    out.print(Modes.RESET + "\r");
    out.flush();
    if (isSane()) return ExitCode.DONE;
    problems.accept("The modes of the screen are reset. What keys do is not: type `stty sane`.");
    return ExitCode.FAILED;
  }

  private static boolean isSane() throws InterruptedException {
    try {
      var builder = new ProcessBuilder("stty", "sane");
      builder.redirectInput(new File("/dev/tty"));
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException _) {
      return false; // there is no such program, or no terminal
    }
  }
}
