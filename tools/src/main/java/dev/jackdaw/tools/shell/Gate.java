package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a command back until its output is being read. Otherwise one that ends at once could be
 * over before: the JDK would then close the pipe, and what the command left running would lose its
 * output and be ended by {@code SIGPIPE} for writing it. The process that waits is the one that
 * becomes the command; if Jackdaw dies meanwhile, the command never begins.
 */
final class Gate {
  private static final List<String> WAITING =
      List.of("/bin/sh", "-c", "read x && exec \"$@\" </dev/null", "sh");

  private Gate() {}

  /** Returns the line that waits, then runs the command without input. */
  static List<String> before(List<String> command) {
    var line = new ArrayList<>(WAITING);
    line.addAll(command);
    return line;
  }

  /** Lets the command begin. */
  static void open(Process process) {
    try (var input = process.getOutputStream()) {
      input.write('\n');
    } catch (IOException _) {
      // It was ended before it began.
    }
  }
}
