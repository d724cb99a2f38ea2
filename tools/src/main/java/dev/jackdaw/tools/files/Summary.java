package dev.jackdaw.tools.files;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;

/** Names paths in the lines that people see. */
public final class Summary {
  private Summary() {}

  /** Returns where a spelled path leads, as people read it; unusable ones are shown as spelled. */
  public static String path(String spelled, Workspace workspace) {
    try {
      return workspace.display(workspace.resolve(spelled));
    } catch (InvalidInputException _) {
      return spelled;
    }
  }
}
