package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The process of a command as its job sees it: something that prints and ends. */
interface Body {
  /** Lets the command begin; called once its output is about to be read. */
  void open();

  /** Returns what it prints; ends when nobody is left who could print more. */
  InputStream output() throws IOException;

  /** Waits for the end of the command and returns its exit code as a shell counts it. */
  int await() throws InterruptedException;

  /**
   * Returns when it ended, on the scale of {@link System#nanoTime}; called after {@link #await}.
   */
  long ended();

  /** Returns the process; nothing when it is gone. */
  Optional<ProcessHandle> handle();

  /** A child of this process that prints into a pipe. */
  record Child(Process process) implements Body {
    @Override
    public void open() {
      Gate.open(process);
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public int await() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public long ended() {
      return System.nanoTime();
    }

    @Override
    public Optional<ProcessHandle> handle() {
      return Optional.of(process.toHandle());
    }
  }
}
