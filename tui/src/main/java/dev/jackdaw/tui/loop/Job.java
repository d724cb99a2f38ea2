package dev.jackdaw.tui.loop;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/** This process as a job of the shell: stopped, brought back, its window resized. */
final class Job {
  private final Terminal terminal;
  private final Mailbox mailbox;
  private final Map<Signal, Runnable> actions;
  private final Map<Signal, SignalHandler> before = new EnumMap<>(Signal.class);
  private boolean isStopping;

  Job(
      Terminal terminal,
      Mailbox mailbox,
      Runnable interrupted,
      Runnable suspend,
      Runnable resized,
      Runnable resumed) {
    this.terminal = terminal;
    this.mailbox = mailbox;
    this.actions =
        Map.of(
            Signal.INT,
            interrupted,
            Signal.TSTP,
            suspend,
            Signal.WINCH,
            resized,
            Signal.CONT,
            () -> back(resumed));
  }

  void begin() {
    for (var action : actions.entrySet()) handle(action.getKey(), action.getValue());
  }

  private void handle(Signal signal, Runnable action) {
    before.put(signal, terminal.handle(signal, _ -> mailbox.post(action)));
  }

  void end() {
    before.forEach(terminal::handle);
  }

  /** Somebody stopped the process from outside, and it goes on. */
  private void back(Runnable resumed) {
    if (!isStopping) resumed.run();
    isStopping = false;
  }

  /** Stops this process and those that came with it; returns once the shell brings it back. */
  void stop() {
    isStopping = true;
    terminal.handle(Signal.TSTP, SignalHandler.SIG_DFL);
    try {
      var command = new ProcessBuilder(List.of("/bin/sh", "-c", "kill -s TSTP 0"));
      command.redirectErrorStream(true).start().waitFor();
    } catch (IOException _) {
      // There is no shell to stop for.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      var suspend = actions.get(Signal.TSTP);
      if (suspend != null) terminal.handle(Signal.TSTP, _ -> mailbox.post(suspend));
    }
  }
}
