package dev.jackdaw.journal.checkpoint;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a look passes over.
 *
 * @param folders canonical paths of folders that are not looked into, such as Jackdaw's own
 * @param masks names by which a sandbox leaves empty folders in a root of the workspace for a
 *     moment
 */
public record Overlooked(Set<Path> folders, Set<String> masks) {
  /** Nothing is passed over. */
  public static final Overlooked NOTHING = new Overlooked(Set.of(), Set.of());

  public Overlooked {
    folders = Set.copyOf(folders);
    masks = Set.copyOf(masks);
  }
}
