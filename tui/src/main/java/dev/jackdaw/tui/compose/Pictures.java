package dev.jackdaw.tui.compose;

import java.util.Optional;

/** Finds the picture in a file. */
@FunctionalInterface
public interface Pictures {
  /** Nothing is a picture. */
  Pictures NONE = _ -> Optional.empty();

  /**
   * Returns the picture at a path; nothing when there is no file, or it holds none, or it is too
   * large.
   */
  Optional<Picture> at(String path);
}
