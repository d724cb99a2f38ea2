package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.files.FileMode;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One look at a folder with everything below it. What looks as it did the last time (size, time,
 * number) is not read again; the contents of all else are kept. Whatever changes while it looks is
 * seen by the next look, at the latest. Links are not followed.
 */
final class Scan {
  /** Two changes within this time may leave the same time on a file. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** More levels are no source tree; each is held open while what is below it is looked at. */
  private static final int MAX_DEPTH = 200;

  /** What the owner of a folder needs for a look into it. */
  private static final int TO_LOOK = 0500;

  private final Packs packs;
  private final Limits limits;
  private final Overlooked overlooked;
  private final long now;
  private long bytes;
  private int files;
  private long ignoredBytes;
  private int ignoredFiles;
  private boolean first;

  /** For other threads to see how far it is. */
  private volatile int seen;

  Scan(Packs packs, Limits limits, Overlooked overlooked, Instant now) {
    this.packs = packs;
    this.limits = limits;
    this.overlooked = overlooked;
    this.now = nanos(now);
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  /** Looks at a whole folder. {@code before} is what the last look found, if there was one. */
  Node.Directory folder(Folder folder, Node before, IgnoreRules rules) throws IOException {
    first = before instanceof Node.Absent;
    return folder(folder, mode(folder.attributes(Path.of("."))), before, rules, 1);
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private Node.Directory folder(Folder folder, int mode, Node before, IgnoreRules rules, int depth)
      throws IOException {
    var old = before instanceof Node.Directory directory ? directory : null;
    var known = old == null ? Map.<String, Node>of() : old.children();
    var children = HashMap.<String, Node>newHashMap(Math.max(16, known.size()));
    var same = old != null && old.mode() == mode;
    var names = folder.names(Integer.MAX_VALUE);
    saw(names.size());
    for (var name : names) {
      var key = RawName.of(folder.path(), name);
      var node = entry(folder, name, known.getOrDefault(key, Node.Absent.INSTANCE), rules, depth);
      if (node == null || depth == 1 && isMask(key, node)) continue;
      children.put(key, node);
      same &= node == known.get(key);
    }
    return same && old != null && children.size() == known.size()
        ? old
        : new Node.Directory(mode, children);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread looks
  private void saw(int more) {
    seen += more;
  }

  /** Returns how many entries were looked at so far. */
  int seen() {
    return seen;
  }

  private boolean isMask(String name, Node node) {
    return overlooked.masks().contains(name)
        && node instanceof Node.Directory(_, var children)
        && children.isEmpty();
  }

  /** Where there is no repository, a sandbox leaves an empty folder in its place for a while. */
  private boolean isEmptyMask(Folder folder, Path name, int depth) {
    if (depth > 1 || !overlooked.masks().contains(name.toString())) return false;
    try (var child = folder.folder(name)) {
      return child.names(1).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  /** Looks at one entry of a folder, with everything below it. */
  Node entry(Folder folder, Path name, IgnoreRules rules) throws IOException {
    first = true;
    var node = entry(folder, name, Node.Absent.INSTANCE, rules, 1);
    return node == null ? Node.Absent.INSTANCE : node;
  }

  private @Nullable Node entry(Folder folder, Path name, Node before, IgnoreRules rules, int depth)
      throws IOException {
    var found = folder.attributes(name);
    if (found.isEmpty()) return null;
    var attributes = found.get();
    var path = folder.path().resolve(name);
    if (name.toString().equals(".git") && !attributes.isRegularFile()) {
      return isEmptyMask(folder, name, depth) ? null : GitHistory.of(folder, name, before);
    }
    if (isOwn(path, name)) return null;
    if (attributes.isDirectory()) {
      var ignored = rules.ignores(path, true);
      return below(folder, name, mode(attributes), before, ignored ? null : rules, depth);
    }
    if (attributes.isSymbolicLink()) {
      try {
        return link(folder, name, before);
      } catch (FileSystemException _) {
        return null; // it is no link any more: the next look sees what it is
      }
    }
    if (!attributes.isRegularFile())
      return before instanceof Node.Special ? before : new Node.Special();
    return file(folder, name, attributes, before, rules.ignores(path, false));
  }

  private boolean isOwn(Path path, Path name) {
    var text = name.toString();
    return overlooked.folders().contains(path)
        || text.startsWith(".jackdaw-") && text.endsWith(".tmp");
  }

  /** {@code rules} are null below an ignored folder, where everything is. */
  private @Nullable Node below(
      Folder folder, Path name, int mode, Node before, @Nullable IgnoreRules rules, int depth) {
    files++;
    if (depth >= MAX_DEPTH) return unkept(mode, Node.Stamp.NONE, Node.Why.LIMIT, before);
    if (rules == null && ignoredFiles >= limits.ignoredFiles()) {
      return unkept(mode, Node.Stamp.NONE, Node.Why.IGNORED, before);
    }
    try (var child = folder.folder(name)) {
      return folder(
          child, mode, before, rules == null ? EVERYTHING : rules.below(child), depth + 1);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return null; // it went at this moment
    } catch (AccessDeniedException _) {
      return closed(folder, name, mode, before, rules, depth);
    } catch (IOException _) {
      return unkept(mode, Node.Stamp.NONE, Node.Why.UNREADABLE, before);
    }
  }

  /**
   * What is closed to its owner and was not, or not there, at the last look is opened for this one.
   */
  private @Nullable Node closed(
      Folder folder, Path name, int mode, Node before, @Nullable IgnoreRules rules, int depth) {
    var unkept = unkept(mode, Node.Stamp.NONE, Node.Why.UNREADABLE, before);
    var isNew = !first && before instanceof Node.Absent;
    if (!isNew && !(before instanceof Node.Directory)) return unkept;
    if (mode < 0 || (mode & TO_LOOK) == TO_LOOK) return unkept;
    try {
      folder.permissions(name, FileMode.permissions(mode | TO_LOOK));
      try (var child = folder.folder(name)) {
        return folder(
            child, mode, before, rules == null ? EVERYTHING : rules.below(child), depth + 1);
      } finally {
        folder.permissions(name, FileMode.permissions(mode));
      }
    } catch (IOException _) {
      return unkept;
    }
  }

  private static final IgnoreRules EVERYTHING =
      new IgnoreRules() {
        @Override
        public IgnoreRules below(Folder child) {
          return this;
        }

        @Override
        public boolean ignores(Path entry, boolean isFolder) {
          return true;
        }
      };

  /** Read by its name, since a target may be any bytes, and compared with that of the entry. */
  static Path target(Folder folder, Path name) throws IOException {
    var target = Files.readSymbolicLink(folder.path().resolve(name));
    var held = folder.target(name).map(Path::toString);
    if (held.isPresent() && !held.get().equals(target.toString())) {
      throw new FileSystemException(folder.path().toString(), null, "it became a symbolic link");
    }
    return target;
  }

  private static Node link(Folder folder, Path name, Node before) throws IOException {
    var target = target(folder, name);
    var link = new Node.Link(RawName.ofPath(target));
    return link.equals(before) ? before : link;
  }

  private @Nullable Node file(
      Folder folder, Path name, BasicFileAttributes attributes, Node before, boolean ignored) {
    var mode = mode(attributes);
    var stamp = stamp(attributes);
    var why = overLimit(stamp.size(), ignored);
    if (why != null) return unkept(mode, exact(attributes), why, before);
    if (before instanceof Node.RegularFile(var its, var stamped, var content)
        && stamp.isSure()
        && stamp.equals(stamped)) {
      return its == mode ? before : new Node.RegularFile(mode, stamp, content);
    }
    return read(folder, name, attributes, before);
  }

  private Node.@Nullable Why overLimit(long size, boolean ignored) {
    if (size > limits.fileBytes()) return Node.Why.LARGE;
    if (ignored) {
      if (ignoredFiles >= limits.ignoredFiles() || ignoredBytes + size > limits.ignoredBytes()) {
        return Node.Why.IGNORED;
      }
      ignoredFiles++;
      ignoredBytes += size;
      return null;
    }
    if (files >= limits.files() || bytes + size > limits.bytes()) return Node.Why.LIMIT;
    files++;
    bytes += size;
    return null;
  }

  private @Nullable Node read(
      Folder folder, Path name, BasicFileAttributes attributes, Node before) {
    var mode = mode(attributes);
    var stamp = stamp(attributes);
    try (var channel = folder.read(name)) {
      var kept = packs.put(channel, limits.fileBytes());
      if (kept.isEmpty()) return unkept(mode, exact(attributes), Node.Why.LARGE, before);
      var moved = kept.get().size() != stamp.size();
      return new Node.RegularFile(
          mode,
          moved ? new Node.Stamp(kept.get().size(), Node.Stamp.RECENT, stamp.inode()) : stamp,
          kept.get().id());
    } catch (NoSuchFileException _) {
      return null; // it went at this moment
    } catch (FileSystemException _) {
      return unkept(mode, exact(attributes), Node.Why.UNREADABLE, before);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Node unkept(int mode, Node.Stamp stamp, Node.Why why, Node before) {
    var node = new Node.Unkept(mode, stamp, why);
    return node.equals(before) ? before : node;
  }

  private Node.Stamp stamp(BasicFileAttributes attributes) {
    var exact = exact(attributes);
    return exact.modified() > now - TICK_NANOS
        ? new Node.Stamp(exact.size(), Node.Stamp.RECENT, exact.inode())
        : exact;
  }

  /** A content that is not kept has nothing but this to be known by. */
  static Node.Stamp exact(BasicFileAttributes attributes) {
    var modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    var key = attributes.fileKey();
    return new Node.Stamp(attributes.size(), modified, key == null ? 0 : key.hashCode());
  }

  private static int mode(java.util.Optional<BasicFileAttributes> attributes) {
    return attributes.map(Scan::mode).orElse(-1);
  }

  static int mode(BasicFileAttributes attributes) {
    if (!(attributes instanceof PosixFileAttributes posix)) return -1;
    return FileMode.of(posix.permissions());
  }
}
