package dev.jackdaw.tools.files;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.ToolResult;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
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
  public static ToolResult of(IOException problem, String shown, Path directory)
      throws InterruptedException {
    var cause = problem instanceof PathProblem one ? one.problem() : problem;
    if (cause instanceof ClosedByInterruptException) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    return ToolResult.failed(text(problem, shown, directory));
  }

  private static String text(IOException problem, String shown, Path directory) {
    return switch (problem) {
      case PathProblem one -> text(one.problem(), one.shown(), directory);
      case FileProblem known -> String.valueOf(known.getMessage());
      case NoSuchFileException _ -> missing(shown, directory);
      case AccessDeniedException _ ->
          "The system denies access to " + shown + ". Work without it, or ask the user.";
      case NotDirectoryException _ ->
          "A part of the path " + shown + " is a file, not a folder. List the folder above it.";
      case FileSystemException system -> shown + ": " + reason(system);
      default -> shown + ": " + problem.getMessage();
    };
  }

  private static String reason(FileSystemException system) {
    var reason = system.getReason() == null ? String.valueOf(system) : system.getReason();
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
  static String missing(String shown, Path directory) {
    var path = directory.resolve(shown);
    var parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return "There is no " + shown + ", nor its folder. Use glob or list to find it.";
    }
    var hint = Nearest.hint(String.valueOf(path.getFileName()), names(parent));
    return "There is no " + shown + (hint.isEmpty() ? ". Use glob or list to find it." : hint);
  }

  private static List<String> names(Path folder) {
    var names = new ArrayList<String>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (names.size() == MAX_NAMES) break;
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (IOException _) {
      names.clear();
    }
    return names;
  }
}
