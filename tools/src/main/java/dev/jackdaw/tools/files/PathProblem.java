package dev.jackdaw.tools.files;

import java.io.IOException;

/** One file of several cannot be used; the cause says why. */
final class PathProblem extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException problem;
  private final String shown;

  PathProblem(IOException problem, String shown) {
    super(problem);
    this.problem = problem;
    this.shown = shown;
  }

  IOException problem() {
    return problem;
  }

  String shown() {
    return shown;
  }
}
