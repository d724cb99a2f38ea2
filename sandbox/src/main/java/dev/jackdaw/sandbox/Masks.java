package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names that programs outside obey and that are not there yet. A command would make them out of
 * nothing, so an empty read-only folder lies on each while it runs. Bubblewrap leaves that folder
 * behind; {@link #remove} takes it away, which can only succeed while it is empty.
 */
final class Masks {
  /** Obeyed by editors, agents, shells and git as soon as they are there. */
  static final List<String> NAMES =
      List.of(
          ".git",
          ".vscode",
          ".idea",
          ".devcontainer",
          ".zed",
          ".claude",
          ".codex",
          ".cursor",
          ".gemini",
          ".jackdaw",
          ".mcp.json",
          ".husky",
          ".envrc",
          ".github",
          ".gitlab-ci.yml",
          ".mvn");

  private Masks() {}

  static List<Path> missing(List<Path> roots) {
    var missing = new ArrayList<Path>();
    for (var root : roots) missing.addAll(missing(root));
    return missing;
  }

  /**
   * Returns the paths below the folder that are not there, or are left of a run that was killed.
   */
  static List<Path> missing(Path root) {
    var missing = new ArrayList<Path>();
    for (var name : NAMES) {
      var path = root.resolve(name);
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || isEmptyFolder(path)) missing.add(path);
    }
    return missing;
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return false;
    try (var entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException _) {
      return false;
    }
  }

  /** Takes away what the sandbox left; anything that holds something stays. */
  static void remove(List<Path> masks) {
    for (var mask : masks) {
      try {
        if (Files.isDirectory(mask, LinkOption.NOFOLLOW_LINKS)) Files.delete(mask);
      } catch (IOException _) {
        // Somebody put something into it from outside: then it is theirs.
      }
    }
  }
}
