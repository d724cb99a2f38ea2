package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folders that their owner took the right from himself to enter or to change. They are opened while
 * something is done in them; closing gives them the permissions they had, or others.
 */
final class Opened implements AutoCloseable {
  private static final int ALL_OF_OWNER = 0700;

  private final Workspace workspace;
  private final Look look;
  private final Map<Path, Integer> modes = new HashMap<>();
  private final Set<Path> seen = new HashSet<>();

  Opened(Workspace workspace, Look look) {
    this.workspace = workspace;
    this.look = look;
  }

  /** Opens what the path is in, and what that is in, up to the root of the workspace. */
  void above(Path path) throws IOException {
    for (var folder : foldersAbove(path)) if (seen.add(folder)) open(folder);
  }

  private List<Path> foldersAbove(Path path) {
    var folders = new ArrayList<Path>();
    for (var above = path.getParent(); above != null; above = above.getParent()) {
      folders.add(above);
      if (workspace.roots().contains(above)) return folders.reversed();
    }
    return List.of(); // elsewhere only what is named is changed
  }

  private void open(Path folder) throws IOException {
    var mode = look.folderMode(folder);
    if (mode < 0 || (mode & ALL_OF_OWNER) == ALL_OF_OWNER) return;
    try {
      look.setMode(folder, mode | ALL_OF_OWNER);
      modes.put(folder, mode);
    } catch (FileSystemException _) {
      // It is somebody else's; what is to be done in it says why it cannot be.
    }
  }

  /** What a folder is to have in the end. */
  void later(Path folder, int mode) {
    modes.put(folder, mode);
  }

  @Override
  public void close() throws IOException {
    var deepFirst = new ArrayList<>(modes.keySet());
    deepFirst.sort(Comparator.comparingInt(Path::getNameCount).reversed());
    for (var folder : deepFirst) {
      if (look.folderMode(folder) >= 0) look.setMode(folder, modes.getOrDefault(folder, -1));
    }
  }
}
