package dev.jackdaw.sandbox.layer;

import dev.jackdaw.api.files.FileMode;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is planned to a folder of the workspace, by descriptors of its folders, each file
 * replaced by renaming. What changed at that very moment is left alone.
 */
final class Application {
  private static final Set<PosixFilePermission> ALL_OF_OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final Path ITSELF = Path.of(".");
  private static final String PREFIX = ".jackdaw-";
  private static final String MIDDLE = "-layer";
  private static final int MAX_NAMES = 1_000_000;

  private final Path root;
  private final List<Held.Conflict> conflicts = new ArrayList<>();
  private final Map<Path, Set<PosixFilePermission>> opened = new HashMap<>();
  private int fresh;

  /** The folder of the last act, which the next one often shares. */
  private @Nullable Folder current;

  /** What a process left that was killed at this, if one was. */
  private final @Nullable Intent before;

  private final Runnable between;

  /** {@code between} is run before each single change. */
  Application(Path root, Runnable between) {
    this.root = root;
    this.between = between;
    this.before = null;
  }

  /** Does the rest of what another process intended. */
  Application(Path root, Intent before, Runnable between) {
    this.root = root;
    this.between = between;
    this.before = before;
    before
        .opened()
        .forEach((path, mode) -> {
          if (path.startsWith(root)) opened.put(path, FileMode.permissions(mode));
        });
  }

  /** Returns the folders that have to be opened for the acts, with their permissions. */
  static Map<Path, Integer> closed(List<Act> acts) throws IOException {
    var closed = new HashMap<Path, Integer>();
    var seen = new HashSet<Path>();
    for (var act : acts) {
      var folder = act.path().getParent();
      if (folder == null || !seen.add(folder)) continue;
      var stat = Stat.of(folder);
      if (stat.isEmpty() || stat.get().permissions().containsAll(ALL_OF_OWNER)) continue;
      closed.put(folder, stat.get().rights());
    }
    return closed;
  }

  /** Returns what was left alone. */
  List<Held.Conflict> perform(List<Act> acts) throws IOException {
    try {
      all(acts);
    } finally {
      if (current != null) current.close();
    }
    return conflicts;
  }

  private void all(List<Act> acts) throws IOException {
    var shallowFirst = new ArrayList<>(acts);
    shallowFirst.sort(Comparator.comparingInt(act -> act.path().getNameCount()));
    var modes = new LinkedHashMap<Path, Set<PosixFilePermission>>();
    for (var act : shallowFirst.reversed()) if (act instanceof Act.Delete gone) delete(gone);
    for (var act : shallowFirst) {
      switch (act) {
        case Act.Folder folder -> {
          modes.put(folder.path(), FileMode.permissions(folder.mode()));
          if (folder.seen().isEmpty()) make(folder);
        }
        case Act.Write write -> write(write);
        case Act.Point point -> point(point);
        case Act.Delete _ -> {}
      }
    }
    opened.forEach(modes::putIfAbsent);
    var deepFirst = new ArrayList<>(modes.keySet());
    deepFirst.sort(Comparator.comparingInt(Path::getNameCount).reversed());
    for (var path : deepFirst) permit(path, Objects.requireNonNull(modes.get(path)));
  }

  /** What is done in the folder of a path. */
  @FunctionalInterface
  private interface Deed {
    void run(Folder folder, Path name) throws IOException;
  }

  private void in(Act act, Deed deed) throws IOException {
    try {
      var folder = folder(Objects.requireNonNull(act.path().getParent()));
      var now = Stat.of(act.path());
      between.run();
      if (isAsSeen(act, now)) deed.run(folder, Objects.requireNonNull(act.path().getFileName()));
      else conflicts.add(changedNow(act));
    } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException _) {
      conflicts.add(changedNow(act));
    }
  }

  private Folder folder(Path path) throws IOException {
    var last = current;
    if (last != null && last.path().equals(path)) return last;
    current = null;
    if (last != null) last.close();
    unlock(path);
    var opened = Folder.open(path, root);
    current = opened;
    if (before != null) sweep(opened, before);
    return opened;
  }

  /** A file that was being written then is no part of the workspace. */
  private static void sweep(Folder folder, Intent before) throws IOException {
    var left = PREFIX + before.process() + MIDDLE;
    try (var names = Folder.open(folder.path(), folder.path())) {
      for (var name : names.names(MAX_NAMES)) {
        if (name.toString().startsWith(left)) folder.delete(name);
      }
    }
  }

  /** A folder is another one whenever something in it is. */
  private static boolean isAsSeen(Act act, Optional<Stat> now) {
    var seen = act.seen();
    if (seen.isEmpty() || now.isEmpty()) return seen.isEmpty() && now.isEmpty();
    return seen.get().isFolder() ? now.get().isFolder() : seen.get().isSame(now.get());
  }

  private static Held.Conflict changedNow(Act act) {
    return new Held.Conflict(act.path(), "it changed at this very moment");
  }

  /** A folder that its owner may not change is opened for a while. */
  private void unlock(Path folder) throws IOException {
    if (opened.containsKey(folder) && before == null) return;
    var permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (permissions.containsAll(ALL_OF_OWNER)) return;
    var wider = EnumSet.copyOf(ALL_OF_OWNER);
    wider.addAll(permissions);
    permit(folder, wider);
    opened.putIfAbsent(folder, permissions);
  }

  private void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    between.run();
    if (path.equals(root)) {
      try (var folder = Folder.open(root, root)) {
        folder.permissions(ITSELF, permissions);
      }
      return;
    }
    try (var folder = Folder.open(Objects.requireNonNull(path.getParent()), root)) {
      folder.permissions(Objects.requireNonNull(path.getFileName()), permissions);
    } catch (NoSuchFileException _) {
      return;
    }
  }

  private void delete(Act.Delete act) throws IOException {
    in(
        act,
        (folder, name) -> {
          if (act.seen().filter(Stat::isFolder).isPresent()) folder.deleteFolder(name);
          else folder.delete(name);
        });
  }

  private void make(Act.Folder act) throws IOException {
    in(
        act,
        (folder, name) -> {
          folder.createFolder(name);
          between.run();
          folder.permissions(name, ALL_OF_OWNER);
        });
  }

  private void write(Act.Write act) throws IOException {
    in(
        act,
        (folder, name) -> {
          var temporary = freshName(folder);
          try {
            copy(act, folder, temporary, name);
            between.run();
            folder.rename(temporary, name);
          } catch (IOException e) {
            if (folder.attributes(temporary).isPresent()) folder.delete(temporary);
            throw e;
          }
        });
  }

  private static void copy(Act.Write act, Folder folder, Path temporary, Path name)
      throws IOException {
    var like = folder.attributes(name).filter(old -> old.isRegularFile());
    try (var in =
            FileChannel.open(
                act.content(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        WritableByteChannel out = folder.create(temporary, like)) {
      var size = in.size();
      for (var at = 0L; at < size; ) {
        var count = in.transferTo(at, size - at, out);
        if (count <= 0) throw new IOException(act.path() + " could not be copied to its end");
        at += count;
      }
    }
    // Its time can only be set while it can be read.
    if (like.isPresent()) folder.permissions(temporary, ALL_OF_OWNER);
    folder.modified(temporary, act.like().modified());
    folder.permissions(temporary, act.like().permissions());
  }

  private void point(Act.Point act) throws IOException {
    in(
        act,
        (folder, name) -> {
          if (act.seen().isPresent()) folder.delete(name);
          between.run();
          folder.createLink(name, act.target());
        });
  }

  private Path freshName(Folder folder) throws IOException {
    while (true) {
      var name = Path.of(PREFIX + ProcessHandle.current().pid() + MIDDLE + fresh++ + ".tmp");
      if (folder.attributes(name).isEmpty()) return name;
    }
  }
}
