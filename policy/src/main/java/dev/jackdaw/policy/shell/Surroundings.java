package dev.jackdaw.policy.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an analysis needs to know of the file system. Reads only. */
public interface Surroundings {
  /** Returns the path with every link followed, whether or not its end exists. */
  Optional<Path> canonical(Path path);

  /** Returns the names in a folder: none when it is not one, nothing when there are too many. */
  Optional<List<String>> names(Path folder);

  /** Returns whether a shell could change to it. */
  boolean isFolder(Path path);

  /**
   * Returns what keeps the folder and all below from being plain, as a clause: a link that leads
   * outside, a name that may come apart or look like an option, a credential, or too many files to
   * look.
   */
  Optional<String> untidy(Path folder);

  /** Returns whether no file name that git holds there may come apart or look like an option. */
  boolean isIndexTidy(Path folder);

  /**
   * Returns what keeps the files that git holds in the folder and below from being plain, as a
   * clause; what git does not hold is not looked at.
   */
  Optional<String> untidyTracked(Path folder);

  /** Returns what keeps git from being inert in the folder, if anything does. */
  Optional<String> gitTrouble(Path folder);
}
