package dev.jackdaw.cli.agents;

/** Says what is wrong with a definition, on which line, and what to do. */
final class DefinitionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /** {@code line} counts from 1; 0 where there are no lines. */
  DefinitionException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
