package dev.jackdaw.lsp;

import java.io.IOException;
import java.nio.file.Path;

/** Starts and ends servers as this machine allows them. Safe for use by several threads. */
public interface Starter {
  /** A server must not be started here, whatever is tried. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public RefusedException(String why) {
      super(why);
    }
  }

  /** Starts it with pipes for its input and output; its errors go elsewhere. */
  Process start(ServerSpec spec, Path root) throws IOException;

  /** Sees to it that a server and what it started are gone; waits briefly. */
  void end(Process process);

  /** Returns the last of what the server wrote to its errors; may be empty. */
  default String lastWords(ServerSpec spec) {
    return "";
  }
}
