package dev.jackdaw.api.files;

import dev.jackdaw.api.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An open folder. Where the system can ({@link SecureDirectoryStream}), everything happens in the
 * very folder that was opened, reached without following a link below a root, even when somebody
 * replaces a part of its path meanwhile; elsewhere the path is checked again instead. A link is
 * never followed out of it: names are those of the folder's own entries. Not thread-safe.
 */
public abstract sealed class Folder implements Closeable permits HeldFolder, NamedFolder {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path path;

  Folder(Path path) {
    this.path = path;
  }

  /**
   * Opens the folder at a canonical path: from the outermost root of the workspace that contains
   * it, else from the root of the file system.
   *
   * @throws NoSuchFileException when there is none
   * @throws NotDirectoryException when something else is there
   * @throws FileSystemException when the path is not canonical any more
   */
  public static Folder open(Path canonical, Workspace workspace) throws IOException {
    var root = canonical;
    for (var one : workspace.roots()) {
      if (root.startsWith(one)) root = one;
    }
    if (workspace.contains(canonical)) return beneath(canonical, root);
    try {
      return beneath(canonical, Objects.requireNonNull(canonical.getRoot()));
    } catch (AccessDeniedException _) {
      return beneath(canonical, canonical); // a folder above may be passed through but not read
    }
  }

  private static Folder beneath(Path canonical, Path root) throws IOException {
    return Kernel.KNOWS_BENEATH && Beneath.canSpell(canonical)
        ? HeldFolder.beneath(canonical, root)
        : open(canonical, root);
  }

  /** Asked when a tool first opens a folder, and not at a start that opens none. */
  static final class Kernel {
    static final boolean KNOWS_BENEATH = Beneath.works();

    private Kernel() {}
  }

  /**
   * Opens the folder at a canonical path, from a root that nobody else replaces.
   *
   * @param root the path itself or above it
   * @throws IOException as for a folder of a workspace
   */
  @SuppressWarnings("StreamResourceLeak") // the returned folder closes it
  public static Folder open(Path canonical, Path root) throws IOException {
    var stream = Files.newDirectoryStream(root);
    try {
      requireCanonical(root);
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        return HeldFolder.at(root, secure).descend(canonical);
      }
    } catch (IOException e) {
      stream.close();
      throw e;
    }
    stream.close();
    requireCanonical(canonical);
    return new NamedFolder(canonical);
  }

  static void requireCanonical(Path path) throws IOException {
    if (!path.toRealPath().equals(path)) throw link(path);
  }

  static FileSystemException link(Path path) {
    return new FileSystemException(path.toString(), null, "it became a symbolic link");
  }

  /** Returns the path it was opened at. */
  public final Path path() {
    return path;
  }

  /**
   * Opens a folder in it.
   *
   * @throws NoSuchFileException when there is none
   * @throws NotDirectoryException when something else is there
   * @throws FileSystemException when a link is there
   */
  public final Folder folder(Path name) throws IOException {
    var attributes = view(name).readAttributes();
    if (attributes.isSymbolicLink()) throw link(path.resolve(name));
    // Opening a pipe, even as a folder, would wait for whoever writes to it.
    if (!attributes.isDirectory()) throw new NotDirectoryException(path.resolve(name).toString());
    return opened(name);
  }

  /** Returns the names in it, in no order, not more than so many; may be asked once. */
  public abstract List<Path> names(int most) throws IOException;

  static List<Path> names(DirectoryStream<Path> entries, int most) throws IOException {
    var names = new ArrayList<Path>();
    try {
      for (var entry : entries) {
        if (names.size() == most) break;
        names.add(Objects.requireNonNull(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Returns what is known of an entry, a link's own attributes included. */
  public final Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(view(name).readAttributes());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /**
   * Opens a regular file.
   *
   * @throws NoSuchFileException when there is none
   * @throws FileSystemException when it is anything else
   */
  public SeekableByteChannel read(Path name) throws IOException {
    var attributes = view(name).readAttributes();
    if (attributes.isSymbolicLink()) throw link(path.resolve(name));
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(path.resolve(name).toString(), null, "it is not a file");
    }
    return channel(name, READ);
  }

  /**
   * Creates a file. When it stands in for another one it is that one's owner's and has its mode.
   */
  public final SeekableByteChannel create(Path name, Optional<BasicFileAttributes> like)
      throws IOException {
    if (!(like.orElse(null) instanceof PosixFileAttributes model)) return channel(name, CREATE);
    var mode = PosixFilePermissions.asFileAttribute(model.permissions());
    var channel = channel(name, CREATE, mode);
    if (view(name) instanceof PosixFileAttributeView view) {
      keepOwner(view, model);
      set(view, name, model.permissions());
    }
    return channel;
  }

  /** Only the superuser may give files away; anybody else's new file is their own. */
  private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes model)
      throws IOException {
    var now = view.readAttributes();
    try {
      if (!now.group().equals(model.group())) view.setGroup(model.group());
      if (!now.owner().equals(model.owner())) view.setOwner(model.owner());
    } catch (FileSystemException _) {
      return;
    }
  }

  /**
   * Sets the permissions of an entry, of the folder itself by the name {@code .}; does nothing for
   * a link and where there are no permissions.
   */
  public final void permissions(Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    if (view(name) instanceof PosixFileAttributeView view
        && !view.readAttributes().isSymbolicLink()) {
      set(view, name, permissions);
    }
  }

  private void set(PosixFileAttributeView view, Path name, Set<PosixFilePermission> permissions)
      throws IOException {
    try {
      view.setPermissions(permissions);
    } catch (AccessDeniedException e) {
      // Java opens what it changes, which it cannot when even the owner may not read it.
      letOwnerIn(view, path.resolve(name).normalize(), e);
      view.setPermissions(permissions);
    }
  }

  /**
   * By its name, which is looked at just before. Should somebody put a link there in between, what
   * it leads to is for its owner alone from then on, and nobody is let in who was not.
   */
  private static void letOwnerIn(
      PosixFileAttributeView view, Path named, AccessDeniedException denied) throws IOException {
    var entry = view.readAttributes();
    var there = Files.readAttributes(named, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!isSame(entry, there) || !entry.isDirectory() && !entry.isRegularFile()) throw denied;
    var owner = entry.isDirectory() ? "rwx------" : "rw-------";
    Files.setPosixFilePermissions(named, PosixFilePermissions.fromString(owner));
  }

  /** Sets when a file was last modified; it must be readable. */
  public final void modified(Path name, FileTime time) throws IOException {
    view(name).setTimes(time, null, null);
  }

  /**
   * Creates a link. It leads where it says, which may be anywhere.
   *
   * @throws FileAlreadyExistsException when the name is taken
   */
  public void createLink(Path name, Path target) throws IOException {
    if (attributes(name).isPresent()) {
      throw new FileAlreadyExistsException(path.resolve(name).toString());
    }
    // There is no symlinkat in Java: the path must still be that of this folder.
    var made = Files.createSymbolicLink(path.resolve(single(name)), target);
    if (!attributes(name).map(BasicFileAttributes::isSymbolicLink).orElse(false)) {
      Files.deleteIfExists(made);
      throw link(path);
    }
  }

  /**
   * Creates a folder.
   *
   * @throws FileAlreadyExistsException when the name is taken
   */
  public abstract void createFolder(Path name) throws IOException;

  /** Gives an entry another name; what had that name is gone. */
  public abstract void rename(Path from, Path to) throws IOException;

  /** Deletes a file or a link. */
  public abstract void delete(Path name) throws IOException;

  /** Deletes an empty folder. */
  public abstract void deleteFolder(Path name) throws IOException;

  /**
   * Returns where a link leads, as it says; nothing for what is no link, and when it cannot be told
   * for certain, as of one that leads nowhere.
   */
  public Optional<Path> target(Path name) throws IOException {
    if (!attributes(name).map(BasicFileAttributes::isSymbolicLink).orElse(false)) {
      return Optional.empty();
    }
    try {
      // Only by its path can a link be read, so it must lead to what the entry leads to.
      var target = Files.readSymbolicLink(path.resolve(name));
      var there = Files.readAttributes(path.resolve(target), BasicFileAttributes.class);
      return isSame(there, behind(name)) ? Optional.of(target) : Optional.empty();
    } catch (FileSystemException _) {
      return Optional.empty();
    }
  }

  static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
    return one.fileKey() != null && one.fileKey().equals(other.fileKey());
  }

  abstract Folder opened(Path name) throws IOException;

  abstract SeekableByteChannel channel(
      Path name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException;

  abstract BasicFileAttributeView view(Path name) throws IOException;

  /** Returns the attributes of what a link leads to. */
  abstract BasicFileAttributes behind(Path name) throws IOException;

  /** Refuses what is not the name of one entry; the folder is one itself. */
  static Path single(Path name) {
    if (name.isAbsolute() || name.getNameCount() != 1 || name.toString().equals("..")) {
      throw new IllegalArgumentException(name + " is not the name of an entry");
    }
    return name;
  }
}
