package dev.jackdaw.cli.definitions;

/** Says what is wrong with a definition, on which line, and what to do. */
public final class DefinitionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /** {@code line} counts from 1; 0 where no line is at fault. */
  public DefinitionException(int line, String message) {
    super(message);
    this.line = line;
  }

  public int line() {
    return line;
  }

  /** Returns a sentence for the user. */
  public String at(String where) {
    return where + (line > 0 ? ", line " + line : "") + ": " + getMessage();
  }
}
