package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders in which git keeps what belongs to a folder of the workspace. */
public final class GitFolders {
  private static final String LINK = "gitdir:";

  private GitFolders() {}

  /** Returns the repository's own folder and, for a linked worktree, the one it shares. */
  public static List<Path> of(Path root) {
    for (var folder = root; folder != null; folder = folder.getParent()) {
      var git = folder.resolve(".git");
      if (Files.isDirectory(git)) return List.of(git);
      if (Files.isRegularFile(git)) return linked(git);
    }
    return List.of();
  }

  private static List<Path> linked(Path file) {
    var folders = new ArrayList<Path>();
    try {
      var text = Files.readString(file).strip();
      if (!text.startsWith(LINK) || text.length() > 4_096) return folders;
      var own = file.resolveSibling(text.substring(LINK.length()).strip()).toRealPath();
      if (!Files.isRegularFile(own.resolve("HEAD"))) return folders;
      var common = own.resolve("commondir");
      if (Files.isRegularFile(common)) {
        folders.add(own.resolve(Files.readString(common).strip()).toRealPath());
      }
      folders.add(own);
      return folders;
    } catch (IOException | InvalidPathException _) {
      return folders;
    }
  }
}
