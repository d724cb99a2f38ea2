package dev.jackdaw.cli.worktree;

import dev.jackdaw.engine.Isolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A three-way merge, file by file, of what was done in a worktree: the base is what it started
 * from, ours the checkout as it is now, theirs the worktree. What only one side changed is taken
 * from it; texts that both changed are merged by {@code git merge-file}; everything else that both
 * changed is a conflict, and the checkout keeps what it has. A rename is a file less and a file
 * more. Computing it changes nothing.
 */
final class Merge implements Isolation.Merge {
  /** One path that changes in the checkout, from what was seen there to what it becomes. */
  private sealed interface Change {
    String path();

    State seen();

    record Delete(String path, State seen) implements Change {}

    /**
     * A file.
     *
     * @param content is copied, if it still is what was looked at
     */
    record Write(String path, State seen, Path content, String sha256, boolean executable)
        implements Change {}

    record Point(String path, State seen, String target) implements Change {}
  }

  private final Path checkout;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  private Merge(Path checkout) {
    this.checkout = checkout;
  }

  /** What is compared: three folders with the same paths in them. */
  record Sides(Path base, Path ours, Path theirs) {}

  /**
   * Compares.
   *
   * @param paths those of base and theirs
   * @param scratch a folder for merged texts
   */
  static Merge of(Sides sides, Set<String> paths, Git git, Path scratch)
      throws IOException, InterruptedException {
    var merge = new Merge(sides.ours());
    for (var path : new TreeSet<>(paths)) {
      var base = State.of(sides.base(), path);
      var theirs = State.of(sides.theirs(), path);
      if (theirs.equals(base)) continue;
      var ours = State.of(sides.ours(), path);
      if (ours.equals(theirs)) continue;
      if (!merge.isReachable(path)) {
        merge.conflicts.add(path);
      } else if (ours.equals(base)) {
        merge.take(path, ours, theirs, sides.theirs().resolve(path));
      } else if (base instanceof State.File b
          && ours instanceof State.File o
          && theirs instanceof State.File t) {
        merge.combine(path, new Versions(b, o, t), sides, git, scratch);
      } else {
        merge.conflicts.add(path);
      }
    }
    return merge;
  }

  private record Versions(State.File base, State.File ours, State.File theirs) {
    /** Whichever side changed it has its way. */
    boolean executable() {
      return ours.executable() == base.executable() ? theirs.executable() : ours.executable();
    }
  }

  private void take(String path, State ours, State theirs, Path content) {
    switch (theirs) {
      case State.Absent _ -> changes.add(new Change.Delete(path, ours));
      case State.File(var sha256, var executable) ->
          changes.add(new Change.Write(path, ours, content, sha256, executable));
      case State.Link(var target) -> changes.add(new Change.Point(path, ours, target));
      case State.Other _ -> conflicts.add(path);
    }
  }

  private void combine(String path, Versions versions, Sides sides, Git git, Path scratch)
      throws IOException, InterruptedException {
    var ours = sides.ours().resolve(path);
    var theirs = sides.theirs().resolve(path);
    if (versions.ours().sha256().equals(versions.base().sha256())) {
      changes.add(write(path, versions, theirs, versions.theirs().sha256()));
    } else if (versions.theirs().sha256().equals(versions.base().sha256())
        || versions.theirs().sha256().equals(versions.ours().sha256())) {
      if (versions.executable() != versions.ours().executable()) {
        changes.add(write(path, versions, ours, versions.ours().sha256()));
      }
    } else {
      var base = sides.base().resolve(path);
      var ended =
          git.run(scratch, "merge-file", "-p", ours.toString(), base.toString(), theirs.toString());
      if (!ended.isOk()) {
        conflicts.add(path);
        return;
      }
      var merged = Files.createTempFile(scratch, "merged", "");
      ended.writeTo(merged);
      var sha256 = ((State.File) State.of(merged)).sha256();
      changes.add(write(path, versions, merged, sha256));
    }
  }

  private static Change.Write write(String path, Versions versions, Path content, String sha256) {
    return new Change.Write(path, versions.ours(), content, sha256, versions.executable());
  }

  /** Nothing is written through a link, nor into a repository's own folder. */
  private boolean isReachable(String path) {
    return !State.isBehindLink(checkout, path)
        && checkout.resolve(path).normalize().startsWith(checkout)
        && !Path.of(path).getName(0).toString().equalsIgnoreCase(".git");
  }

  @Override
  public List<Path> writes() {
    return changes.stream().map(change -> checkout.resolve(change.path())).toList();
  }

  @Override
  public List<String> conflicts() {
    return List.copyOf(conflicts);
  }

  @Override
  public List<Path> apply() {
    var written = new ArrayList<Path>();
    for (var change : changes) if (change instanceof Change.Delete) attempt(change, written);
    for (var change : changes) if (!(change instanceof Change.Delete)) attempt(change, written);
    return written;
  }

  /** What changed since it was looked at stays as it is. */
  private void attempt(Change change, List<Path> written) {
    var path = checkout.resolve(change.path());
    try {
      if (!isReachable(change.path()) || !State.of(path).equals(change.seen())) {
        conflicts.add(change.path());
        return;
      }
      switch (change) {
        case Change.Delete _ -> delete(path);
        case Change.Write write -> write(path, write);
        case Change.Point(_, _, var target) -> point(path, Path.of(target));
      }
      written.add(path);
    } catch (IOException | UncheckedIOException e) {
      conflicts.add(change.path() + " (" + e + ")");
    }
  }

  private void delete(Path path) throws IOException {
    Files.delete(path);
    var folder = path.getParent();
    while (folder != null && !folder.equals(checkout)) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException _) {
        return;
      }
      folder = folder.getParent();
    }
  }

  private static void write(Path path, Change.Write change) throws IOException {
    var folder = folderOf(path);
    var fresh = Files.createTempFile(folder, ".merged", ".tmp");
    try {
      Files.copy(
          change.content(), fresh, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
      if (!(State.of(fresh) instanceof State.File(var sha256, _))
          || !sha256.equals(change.sha256())) {
        throw new IOException("it was changed while it was merged");
      }
      Files.setPosixFilePermissions(fresh, permissions(path, change.executable()));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void point(Path path, Path target) throws IOException {
    var folder = folderOf(path);
    var fresh = Files.createTempFile(folder, ".merged", ".tmp");
    Files.delete(fresh);
    Files.createSymbolicLink(fresh, target);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path folderOf(Path path) throws IOException {
    var folder = path.getParent();
    if (folder == null) throw new IOException(path + " has no folder");
    return Files.createDirectories(folder);
  }

  /** A file that is there keeps who may read it. */
  private static Set<PosixFilePermission> permissions(Path path, boolean executable)
      throws IOException {
    var known =
        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            ? Files.getPosixFilePermissions(path)
            : EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
    var wanted = EnumSet.copyOf(known);
    allow(wanted, executable, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
    allow(wanted, executable, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
    allow(wanted, executable, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
    return wanted;
  }

  private static void allow(
      Set<PosixFilePermission> all,
      boolean executable,
      PosixFilePermission read,
      PosixFilePermission execute) {
    if (executable && all.contains(read)) all.add(execute);
    if (!executable) all.remove(execute);
  }
}
