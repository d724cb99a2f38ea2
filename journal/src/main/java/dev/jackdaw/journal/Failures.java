package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** What is said when the disk does not do what it is told. */
final class Failures {
  private Failures() {}

  static JackdawException write(Path file, IOException cause) {
    return environment(
        "journal-write-failed",
        "The session could not be saved in "
            + file
            + ": "
            + reason(cause)
            + ". Nothing of the last event was kept, everything before it is. "
            + advice(file, cause)
            + ", then continue the session.",
        cause);
  }

  static JackdawException sync(Path file, IOException cause) {
    return environment(
        "journal-sync-failed",
        "The disk did not confirm that it holds "
            + file
            + ": "
            + reason(cause)
            + ". The last events may not survive a power cut. "
            + advice(file, cause)
            + ", then open the session again.",
        cause);
  }

  static JackdawException read(Path file, IOException cause) {
    return environment(
        "journal-read-failed",
        "The session in "
            + file
            + " could not be read: "
            + reason(cause)
            + ". "
            + advice(file, cause)
            + ", then try again.",
        cause);
  }

  static JackdawException store(Path folder, IOException cause) {
    return environment(
        "journal-store-unusable",
        "The folder for sessions, "
            + folder
            + ", cannot be used: "
            + reason(cause)
            + ". "
            + advice(folder, cause)
            + ", or set JACKDAW_HOME to another folder.",
        cause);
  }

  private static JackdawException environment(String code, String message, IOException cause) {
    return new JackdawException(JackdawException.Kind.ENVIRONMENT, code, message, cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) return "permission denied";
    if (cause instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String advice(Path path, IOException cause) {
    var reason = reason(cause).toLowerCase(Locale.ROOT);
    if (reason.contains("no space") || reason.contains("quota") || reason.contains("not enough")) {
      return "Free some space on the disk that holds " + path.getParent();
    }
    if (reason.contains("permission") || reason.contains("denied")) {
      return "Make " + path.getParent() + " writable for you";
    }
    if (reason.contains("read-only")) return "Make the file system writable";
    return "Check the disk that holds " + path.getParent();
  }
}
