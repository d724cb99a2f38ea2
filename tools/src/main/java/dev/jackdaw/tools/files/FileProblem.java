package dev.jackdaw.tools.files;

import java.io.IOException;

/** A file cannot be used as asked. The message tells the model what was wrong and what to do. */
public final class FileProblem extends IOException {
  private static final long serialVersionUID = 1L;

  public FileProblem(String message) {
    super(message);
  }
}
