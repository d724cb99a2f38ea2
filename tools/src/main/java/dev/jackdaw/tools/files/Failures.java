package dev.jackdaw.tools.files;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what went wrong with a file, and what to do next. */
public final class Failures {
  private static final int MAX_NAMES = 2_000;

  private Failures() {}

  /**
   * Returns the result of a call that could not go on.
   *
   * @throws InterruptedException when it could not because it was cancelled
   */
  public static ToolResult of(IOException problem, String shown, Workspace workspace)
      throws InterruptedException {
    var cause = problem instanceof PathProblem one ? one.problem() : problem;
    if (cause instanceof ClosedByInterruptException) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    return ToolResult.failed(text(problem, shown, workspace));
  }

  private static String text(IOException problem, String shown, Workspace workspace) {
    return switch (problem) {
      case PathProblem one -> text(one.problem(), one.shown(), workspace);
      case FileProblem known -> String.valueOf(known.getMessage());
      case NoSuchFileException _ -> missing(shown, workspace);
      case AccessDeniedException _ ->
          "The system denies access to " + shown + ". Work without it, or ask the user.";
      case NotDirectoryException _ ->
          "A part of the path " + shown + " is a file, not a folder. List the folder above it.";
      case FileSystemException system ->
          shown
              + ": "
              + advice(system.getReason() == null ? system.toString() : system.getReason());
      default -> shown + ": " + advice(String.valueOf(problem.getMessage()));
    };
  }

  /** Returns the words for what the system said, which is the C library's English. */
  private static String advice(String reason) {
    var lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("not a directory")) {
      return "a part of the path is a file, not a folder. List the folder above it.";
    }
    if (lower.contains("symbolic link")) {
      return "a part of the path became a link meanwhile. Look at it, then call again.";
    }
    if (lower.contains("read-only")) return "the file system is read-only. Nothing was changed.";
    if (lower.contains("no space") || lower.contains("quota")) {
      return "the disk is full. Nothing was changed; free some space, then call again.";
    }
    if (lower.contains("name too long")) return "the name is too long. Use a shorter one.";
    return reason;
  }

  /** Returns the message for a missing file, with the name that was probably meant. */
  static String missing(String shown, Workspace workspace) {
    try {
      var path = workspace.resolve(shown);
      var parent = path.getParent();
      if (parent == null || !workspace.contains(parent)) return missing(shown, "");
      try (var folder = Folder.open(parent, workspace)) {
        return missing(shown, Nearest.hint(String.valueOf(path.getFileName()), names(folder)));
      }
    } catch (IOException | InvalidInputException _) {
      return missing(shown, ", nor its folder. Use glob or list to find it.");
    }
  }

  private static String missing(String shown, String hint) {
    return "There is no " + shown + (hint.isEmpty() ? ". Use glob or list to find it." : hint);
  }

  private static List<String> names(Folder folder) throws IOException {
    var names = new ArrayList<String>();
    for (var name : folder.names(MAX_NAMES)) names.add(name.toString());
    return names;
  }
}
