package dev.jackdaw.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command may do.
 *
 * @param workspace the folders it may write, canonical, the working directory first
 * @param home the user's home folder, canonical, of which it sees toolchains and their caches only
 * @param hidden further files and folders it must not see, such as the agent's own
 * @param protectedNames paths relative to each folder of the workspace that it may not write
 * @param wayOut the socket of a proxy, which is all it can reach; nobody without one, this machine
 *     included
 * @param shown files it finds in the home folder, by the names they have there
 * @param readable files and folders it can read although they are in one that is hidden
 */
public record Profile(
    List<Path> workspace,
    Path home,
    List<Path> hidden,
    List<String> protectedNames,
    Git git,
    Optional<Path> wayOut,
    Map<String, Path> shown,
    List<Path> readable) {

  /** What of a repository's own folder it may write. */
  public enum Git {
    NOTHING,
    /** Everything but what git runs or obeys: configuration and hooks. */
    HISTORY
  }

  /** Returns the same with a way out. */
  public Profile with(Path socket) {
    return new Profile(
        workspace, home, hidden, protectedNames, git, Optional.of(socket), shown, readable);
  }

  /** Returns the same with more that can be read; the workspace stays as writable as it is. */
  public Profile reading(List<Path> more) {
    var all = new ArrayList<>(readable);
    for (var path : more) if (workspace.stream().noneMatch(path::startsWith)) all.add(path);
    return new Profile(workspace, home, hidden, protectedNames, git, wayOut, shown, all);
  }

  /** Nothing that is hidden can be read. */
  public Profile(
      List<Path> workspace,
      Path home,
      List<Path> hidden,
      List<String> protectedNames,
      Git git,
      Optional<Path> wayOut,
      Map<String, Path> shown) {
    this(workspace, home, hidden, protectedNames, git, wayOut, shown, List.of());
  }

  /** Nothing is shown in the home folder beyond the usual. */
  public Profile(
      List<Path> workspace,
      Path home,
      List<Path> hidden,
      List<String> protectedNames,
      Git git,
      Optional<Path> wayOut) {
    this(workspace, home, hidden, protectedNames, git, wayOut, Map.of());
  }

  public Profile {
    if (workspace.isEmpty()) throw new IllegalArgumentException("no folder to work in");
    workspace = List.copyOf(workspace);
    hidden = List.copyOf(hidden);
    protectedNames = List.copyOf(protectedNames);
    shown = Map.copyOf(shown);
    readable = List.copyOf(readable);
  }
}
