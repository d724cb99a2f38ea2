package dev.jackdaw.tools.files;

import dev.jackdaw.api.ToolResult;

/** The refusal to change a file that is not any more what the model saw. */
final class Stale {
  private Stale() {}

  static ToolResult result(Target target) {
    return ToolResult.failed(String.valueOf(problem(target).getMessage()));
  }

  static FileProblem problem(Target target) {
    return new FileProblem(
        target.shown()
            + " changed since you last saw it: a command, a person or another agent wrote it."
            + " Nothing was done. Read it again, then repeat your change on what is there now.");
  }
}
