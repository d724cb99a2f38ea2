package dev.jackdaw.tui.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jline.terminal.Terminal;

/** Writes to the terminal, each text at once, as long as there is a terminal. */
final class Output {
  private final OutputStream out;
  private final Charset encoding;
  private final Runnable gone;
  private volatile boolean isOpen = true;

  Output(Terminal terminal, Runnable gone) {
    this.out = terminal.output();
    this.encoding = terminal.outputEncoding();
    this.gone = gone;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Writes what nothing may follow. */
  void writeLast(String text) {
    write(text);
    isOpen = false;
  }

  synchronized void write(String text) {
    if (text.isEmpty() || !isOpen) return;
    try {
      out.write(text.getBytes(encoding));
      out.flush();
    } catch (IOException _) {
      isOpen = false;
      gone.run();
    }
  }
}
