package dev.jackdaw.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What a command may do.
 *
 * @param workspace the folders it may write, canonical, the working directory first
 * @param home the user's home folder, canonical, of which it sees toolchains and their caches only
 * @param hidden further files and folders it must not see, such as the agent's own
 * @param protectedNames paths relative to each folder of the workspace that it may not write
 */
public record Profile(
    List<Path> workspace,
    Path home,
    List<Path> hidden,
    List<String> protectedNames,
    Git git,
    Network network) {

  /** What of a repository's own folder it may write. */
  public enum Git {
    NOTHING,
    /** Everything but what git runs or obeys: configuration and hooks. */
    HISTORY
  }

  /** Whom it can reach. */
  public enum Network {
    /** Nobody, this machine included. */
    NONE,
    /** Everybody this machine can reach. */
    OPEN
  }

  public Profile {
    if (workspace.isEmpty()) throw new IllegalArgumentException("no folder to work in");
    workspace = List.copyOf(workspace);
    hidden = List.copyOf(hidden);
    protectedNames = List.copyOf(protectedNames);
  }
}
