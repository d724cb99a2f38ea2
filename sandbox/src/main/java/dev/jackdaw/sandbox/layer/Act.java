package dev.jackdaw.sandbox.layer;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing that a layer does to a path of the workspace. {@code seen} is what was there when it
 * was planned; it must be there still when it is done.
 */
sealed interface Act {
  Path path();

  Optional<Stat> seen();

  record Delete(Path path, Optional<Stat> seen) implements Act {}

  /** Makes a folder, or gives one that is there other permissions. */
  record Folder(Path path, Optional<Stat> seen, int mode) implements Act {}

  /** Writes a file with the content, the permissions and the time of one in the layer. */
  record Write(Path path, Optional<Stat> seen, Path content, Stat like) implements Act {}

  /** Makes a link. */
  record Point(Path path, Optional<Stat> seen, Path target) implements Act {}

  /** Returns how it is shown: made, changed or deleted. */
  default char sign() {
    return switch (this) {
      case Delete _ -> '-';
      case Folder _, Write _, Point _ -> seen().isEmpty() ? '+' : '~';
    };
  }
}
