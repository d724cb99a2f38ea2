package dev.jackdaw.cli.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The branch that is checked out, read from git's own files: no program of it is run. */
public final class GitBranch {
  private static final int MAX_BYTES = 4 << 10;
  private static final String REF = "ref: refs/heads/";
  private static final String GIT_FOLDER = "gitdir: ";
  private static final int SHORT_ID = 8;

  private GitBranch() {}

  /** Returns its name, the beginning of a commit's id when there is none, or an empty text. */
  public static String of(Path directory) {
    for (var folder = directory; folder != null; folder = folder.getParent()) {
      var git = folder.resolve(".git");
      if (Files.isDirectory(git)) return in(git);
      if (Files.isRegularFile(git)) {
        var pointer = text(git);
        return pointer.startsWith(GIT_FOLDER)
            ? in(folder.resolve(pointer.substring(GIT_FOLDER.length())).normalize())
            : "";
      }
    }
    return "";
  }

  private static String in(Path git) {
    var head = text(git.resolve("HEAD"));
    if (head.startsWith(REF)) return head.substring(REF.length());
    return head.matches("[0-9a-f]{40,64}") ? head.substring(0, SHORT_ID) : "";
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) return "";
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }
}
