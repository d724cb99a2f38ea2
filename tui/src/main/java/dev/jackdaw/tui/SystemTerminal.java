package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.Signals;

/**
 * Opens the terminal this process runs in, through the foreign function interface; a dumb one,
 * which gets its interrupts from the JVM, when there is none. It loads much and should happen
 * beside other work, not before it.
 */
public final class SystemTerminal {
  /** For terminals that do not know theirs, where line editing would show nothing but dots. */
  private static final Size USUAL_SIZE = Size.of(80, 24);

  private SystemTerminal() {}

  /**
   * Opens it; to be closed by the caller, which gives the terminal its former state back.
   *
   * @throws JackdawException of kind environment when not even standard input can be used
   */
  public static Terminal open() {
    try {
      var terminal = build();
      if (terminal.getColumns() <= 0) terminal.setSize(USUAL_SIZE);
      if (terminal instanceof DumbTerminal) {
        Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
      }
      return terminal;
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

  /** The terminal is asked nothing: its answers could be taken for keys, or never come. */
  private static Terminal build() throws IOException {
    return TerminalBuilder.builder()
        .name("jackdaw")
        .system(true)
        .provider("ffm")
        .ffm(true)
        .jni(false)
        .exec(false)
        .dumb(true)
        .nativeSignals(true)
        .graphemeCluster(false)
        .build();
  }
}
