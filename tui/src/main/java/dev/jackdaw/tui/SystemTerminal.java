package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Opens the terminal this process runs in, through the foreign function interface; a dumb one when
 * there is none. It loads much and should happen beside other work, not before it.
 */
public final class SystemTerminal {
  private SystemTerminal() {}

  /**
   * Opens it; to be closed by the caller, which gives the terminal its former state back.
   *
   * @throws JackdawException of kind environment when not even standard input can be used
   */
  public static Terminal open() {
    try {
      return TerminalBuilder.builder()
          .name("jackdaw")
          .system(true)
          .provider("ffm")
          .ffm(true)
          .jni(false)
          .exec(false)
          .dumb(true)
          .nativeSignals(true)
          .build();
    } catch (IOException | IllegalStateException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "no-terminal",
          "The terminal cannot be used ("
              + e.getMessage()
              + "). Run jackdaw -p \"...\" to work without one.",
          e);
    }
  }
}
