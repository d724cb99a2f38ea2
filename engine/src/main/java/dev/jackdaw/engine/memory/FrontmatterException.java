package dev.jackdaw.engine.memory;

/** A head that cannot be understood. */
public final class FrontmatterException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  FrontmatterException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Returns the line of the file, from 1. */
  public int line() {
    return line;
  }
}
