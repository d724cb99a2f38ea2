package dev.jackdaw.sandbox.layer;

import dev.jackdaw.api.files.FileMode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer does to a folder of the workspace, found by walking both. Changes nothing there.
 * What somebody else changed since the layer began is a conflict.
 */
final class Plan {
  private static final int MAX_DEPTH = 200;
  private static final int ALL_OF_OWNER = 0700;

  private final Path root;
  private final FileTime begun;
  private final Set<String> masks;
  private final boolean rest;
  private final List<Act> acts = new ArrayList<>();
  private final List<Held.Conflict> conflicts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Plan(Path root, FileTime begun, Set<String> masks, boolean rest) {
    this.root = root;
    this.begun = begun;
    this.masks = masks;
    this.rest = rest;
  }

  /**
   * Looks at a layer.
   *
   * @param begun every later change of the workspace has this time or a later one
   * @param masks names in the root by which a sandbox leaves empty folders
   */
  static Plan of(Path upper, Path root, FileTime begun, Set<String> masks) throws IOException {
    return of(upper, new Plan(root, begun, masks, false));
  }

  /**
   * Looks at a layer of which a part was applied. That alone is what a folder was changed by, as
   * far as can be told.
   */
  static Plan rest(Path upper, Path root, FileTime begun, Set<String> masks) throws IOException {
    return of(upper, new Plan(root, begun, masks, true));
  }

  private static Plan of(Path upper, Plan plan) throws IOException {
    var root = plan.root;
    var made = Stat.of(upper).orElseThrow(() -> new IOException("the layer is gone"));
    makeReadable(upper, made);
    plan.permit(root, made, Stat.of(root));
    plan.folder(upper, root, false, 0);
    return plan;
  }

  List<Act> acts() {
    return acts;
  }

  List<Held.Conflict> conflicts() {
    return conflicts;
  }

  /** Returns what is in the layer and cannot be brought to the workspace, for people. */
  List<String> notes() {
    return notes;
  }

  /** {@code covered} says that nothing of what the workspace has here is seen through the layer. */
  private void folder(Path upper, Path lower, boolean covered, int depth) throws IOException {
    if (depth > MAX_DEPTH) throw new IOException(lower + " is nested too deeply");
    var there = new HashSet<Path>();
    for (var child : children(upper)) {
      there.add(child.getFileName());
      if (depth == 0 && isMask(child)) continue;
      entry(child, lower.resolve(child.getFileName()), covered, depth);
    }
    if (!covered) return;
    for (var child : children(lower)) if (!there.contains(child.getFileName())) delete(child);
  }

  private boolean isMask(Path child) throws IOException {
    return masks.contains(child.getFileName().toString())
        && Stat.of(child).filter(Stat::isFolder).isPresent()
        && Stat.of(root.resolve(child.getFileName())).isEmpty()
        && children(child).isEmpty();
  }

  private void entry(Path upper, Path lower, boolean covered, int depth) throws IOException {
    var made = Stat.of(upper);
    if (made.isEmpty()) return;
    var stat = made.get();
    var now = Stat.of(lower);
    if (stat.isWhiteout()) {
      if (now.isPresent()) delete(lower);
    } else if (stat.isFolder()) {
      folder(upper, lower, stat, now, covered, depth);
    } else if (stat.isFile()) {
      file(upper, lower, stat, now, covered);
    } else if (stat.isLink()) {
      link(upper, lower, now);
    } else {
      notes.add(lower + " is a pipe, a socket or a device and is left out");
    }
  }

  private void folder(
      Path upper, Path lower, Stat stat, Optional<Stat> now, boolean covered, int depth)
      throws IOException {
    makeReadable(upper, stat);
    if (now.isPresent() && now.get().isFolder()) {
      permit(lower, stat, now);
      folder(upper, lower, covered || Marks.isOpaque(upper), depth + 1);
      return;
    }
    if (now.isPresent()) {
      delete(lower);
    } else if (Marks.isCopy(upper)) {
      conflicts.add(new Held.Conflict(lower, "it was deleted meanwhile"));
      return;
    }
    acts.add(new Act.Folder(lower, Optional.empty(), stat.rights()));
    folder(upper, lower, false, depth + 1);
  }

  /** Whoever gave a folder other permissions meanwhile has them stay. */
  private void permit(Path lower, Stat stat, Optional<Stat> now) {
    if (now.isPresent() && now.get().rights() != stat.rights() && (rest || isOld(now.get()))) {
      acts.add(new Act.Folder(lower, now, stat.rights()));
    }
  }

  private void file(Path upper, Path lower, Stat stat, Optional<Stat> now, boolean covered)
      throws IOException {
    makeReadable(upper, stat);
    if (now.isEmpty() && !covered && !rest && mayHaveGone(upper, lower)) {
      conflicts.add(new Held.Conflict(lower, "it was deleted meanwhile"));
      return;
    }
    if (now.isPresent() && isSame(upper, lower, stat, now.get())) return;
    var seen = clear(lower, now);
    acts.add(new Act.Write(lower, seen, upper, stat));
  }

  /**
   * A copy of a file that is not there was moved here by the command, or is of one that is gone.
   */
  private boolean mayHaveGone(Path upper, Path lower) throws IOException {
    var parent = lower.getParent();
    var above = parent == null ? Optional.<Stat>empty() : Stat.of(parent);
    return above.isPresent() && !isOld(above.get()) && Marks.isCopy(upper);
  }

  /** A file that was opened for writing is copied up, whether or not anything was written. */
  private static boolean isSame(Path upper, Path lower, Stat stat, Stat now) throws IOException {
    if (!now.isFile()
        || stat.rights() != now.rights()
        || stat.size() != now.size()
        || !stat.modified().equals(now.modified())) {
      return false;
    }
    try {
      return Files.mismatch(upper, lower) < 0;
    } catch (AccessDeniedException _) {
      return false;
    }
  }

  private void link(Path upper, Path lower, Optional<Stat> now) throws IOException {
    var target = Files.readSymbolicLink(upper);
    if (now.isPresent() && now.get().isLink() && Files.readSymbolicLink(lower).equals(target)) {
      return;
    }
    var seen = clear(lower, now);
    acts.add(new Act.Point(lower, seen, target));
  }

  /** Returns what will be replaced; a folder must go before. */
  private Optional<Stat> clear(Path lower, Optional<Stat> now) throws IOException {
    if (now.isEmpty()) return now;
    if (now.get().isFolder()) {
      delete(lower);
      return Optional.empty();
    }
    check(lower, now.get());
    return now;
  }

  private void delete(Path lower) throws IOException {
    var now = Stat.of(lower);
    if (now.isEmpty()) return;
    if (now.get().isFolder()) {
      try {
        for (var child : children(lower)) delete(child);
      } catch (AccessDeniedException _) {
        conflicts.add(new Held.Conflict(lower, "what is in it cannot be seen"));
      }
    } else {
      check(lower, now.get());
    }
    acts.add(new Act.Delete(lower, now));
  }

  private void check(Path lower, Stat now) {
    if (!isOld(now)) conflicts.add(new Held.Conflict(lower, "it was changed meanwhile"));
  }

  private boolean isOld(Stat now) {
    return now.changed().compareTo(begun) < 0;
  }

  /** The layer is ours: a command may have closed what it made even to its owner. */
  private static void makeReadable(Path upper, Stat stat) throws IOException {
    var wanted = stat.isFolder() ? ALL_OF_OWNER : 0400;
    if ((stat.mode() & wanted) == wanted) return;
    Files.setPosixFilePermissions(upper, FileMode.permissions(stat.mode() | wanted));
  }

  private static List<Path> children(Path folder) throws IOException {
    var children = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) children.add(entry);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }
}
