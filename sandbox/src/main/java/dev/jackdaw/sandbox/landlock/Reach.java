package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.ProtectedPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which entries a confined command may write. Immutable. */
final class Reach {
  /** What git runs or obeys: never written, even where the rest of a repository is. */
  private static final Set<String> GIT_CONTROL =
      Set.of("hooks", "config", "config.worktree", "info", "modules");

  private static final String GIT = ".git";

  /** A folder that holds more is not moved as a whole. */
  private static final int MAX_MOVED = 100_000;

  private final List<Path> roots;
  private final List<String> names;
  private final @Nullable Path scratch;
  private final List<Path> hidden;
  private final List<Path> kept;
  private final List<Path> gitFolders;
  private final boolean history;
  private final ProtectedPaths protectedPaths;

  /**
   * Describes it.
   *
   * @param scratch a folder where nothing is protected, if there is one
   * @param gitFolders where git keeps what belongs to the workspace, if outside of it too
   */
  Reach(
      Profile profile,
      @Nullable Path scratch,
      List<Path> gitFolders,
      ProtectedPaths protectedPaths) {
    this.scratch = scratch;
    this.hidden = profile.hidden();
    this.protectedPaths = protectedPaths;
    this.history = profile.git() == Profile.Git.HISTORY;
    this.gitFolders = List.copyOf(gitFolders);
    kept = new ArrayList<>();
    for (var root : profile.workspace()) {
      for (var name : profile.protectedNames()) kept.add(root.resolve(name));
    }
    var all = new ArrayList<>(profile.workspace());
    if (scratch != null) all.add(scratch);
    if (history) all.addAll(gitFolders);
    roots = List.copyOf(all);
    names = roots.stream().map(root -> Names.bytes(root.toString())).toList();
  }

  /** Returns whether an entry of these bytes is below a folder that can be written at all. */
  boolean covers(String path) {
    return names.stream()
        .anyMatch(root -> path.startsWith(root) && path.startsWith("/", root.length()));
  }

  /** Returns whether these bytes name a folder in which entries can be written. */
  boolean isRoot(String path) {
    return names.contains(path);
  }

  /** Returns whether the entry can be made, changed and removed. */
  boolean isWritable(Path path) {
    if (scratch != null && path.startsWith(scratch) && !path.equals(scratch)) return true;
    if (hidden.stream().anyMatch(path::startsWith)) return false;
    if (kept.stream().anyMatch(keep -> path.startsWith(keep) || keep.startsWith(path))) {
      return false;
    }
    for (var folder : gitFolders) {
      if (path.startsWith(folder)) return history && isHistory(folder.relativize(path));
    }
    if (roots.stream().noneMatch(root -> path.startsWith(root) && !path.equals(root))) return false;
    var nested = repository(path);
    if (nested != null) return history && isHistory(nested.relativize(path));
    return !protectedPaths.isProtected(path);
  }

  /**
   * Returns the folder of git that the path is in, of a repository further down. A command cannot
   * make one; so what is there was there.
   */
  private @Nullable Path repository(Path path) {
    for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
      var name = folder.getFileName();
      if (name != null && name.toString().equals(GIT)) {
        var inside = folder;
        // What is above it must not be protected, and neither another such folder.
        var above = folder.getParent();
        var clear = above != null && !protectedPaths.isProtected(above);
        return clear && roots.stream().anyMatch(inside::startsWith) ? folder : null;
      }
    }
    return null;
  }

  private static boolean isHistory(Path below) {
    var first = below.getName(0).toString();
    if (first.isEmpty() || GIT_CONTROL.contains(first)) return false;
    // A linked worktree keeps its own configuration one folder further down.
    for (var name : below) {
      if (name.toString().equals("config.worktree") || name.toString().equals(GIT)) return false;
    }
    return !first.equals("worktrees")
        || below.getNameCount() < 3
        || !GIT_CONTROL.contains(below.getName(2).toString());
  }

  /**
   * Returns whether a folder can go from one path to the other: nothing in it is protected where it
   * is, and nothing would be where it goes.
   */
  boolean isMovable(Path from, Path to) {
    if (!isWritable(from) || !isWritable(to)) return false;
    try (var below = Files.walk(from)) {
      var seen = new int[1];
      return below.allMatch(path ->
          ++seen[0] <= MAX_MOVED
              && isWritable(path)
              && isWritable(to.resolve(from.relativize(path).toString())));
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }
}
