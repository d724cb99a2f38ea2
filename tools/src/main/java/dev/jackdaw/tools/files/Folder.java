package dev.jackdaw.tools.files;

import dev.jackdaw.api.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Where the system can ({@link SecureDirectoryStream}), everything happens in the
 * very folder that was opened, reached without following a link below the workspace's root, even
 * when somebody replaces a part of its path meanwhile; elsewhere the path is checked again instead.
 * A link is never followed out of it: names are those of the folder's own entries.
 */
abstract sealed class Folder implements Closeable {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /**
   * Opens the folder at a canonical path.
   *
   * @throws NoSuchFileException when there is none
   * @throws FileProblem when the path is not canonical any more
   */
  @SuppressWarnings("StreamResourceLeak") // the returned folder closes it
  static Folder open(Path path, Workspace workspace) throws IOException {
    var start = path;
    for (var root : workspace.roots()) if (path.startsWith(root)) start = root;
    var stream = Files.newDirectoryStream(start);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      if (start.equals(path)) check(path, secure);
      return new Held(descend(secure, start, path));
    }
    stream.close();
    check(path, null);
    return new Named(path);
  }

  private static void check(Path path, @Nullable Closeable opened) throws IOException {
    if (path.toRealPath().equals(path)) return;
    if (opened != null) opened.close();
    throw new FileProblem(path + " became a link meanwhile. Nothing was done; look at it first.");
  }

  private static SecureDirectoryStream<Path> descend(
      SecureDirectoryStream<Path> start, Path from, Path to) throws IOException {
    if (from.equals(to)) return start;
    var current = start;
    try {
      for (var name : from.relativize(to)) {
        var next = current.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        current.close();
        current = next;
      }
      return current;
    } catch (IOException e) {
      current.close();
      throw e;
    }
  }

  /** Returns what is known of an entry, a link's own attributes included. */
  final Optional<BasicFileAttributes> attributes(String name) throws IOException {
    try {
      return Optional.of(view(name).readAttributes());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  final SeekableByteChannel read(String name) throws IOException {
    return channel(name, READ);
  }

  /**
   * Creates a file. When it stands in for another one it is that one's owner's and has its mode.
   */
  final SeekableByteChannel create(String name, Optional<BasicFileAttributes> like)
      throws IOException {
    if (!(like.orElse(null) instanceof PosixFileAttributes model)) return channel(name, CREATE);
    var mode = PosixFilePermissions.asFileAttribute(model.permissions());
    var channel = channel(name, CREATE, mode);
    if (view(name) instanceof PosixFileAttributeView view) {
      keepOwner(view, model);
      view.setPermissions(model.permissions());
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

  abstract SeekableByteChannel channel(
      String name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException;

  abstract BasicFileAttributeView view(String name) throws IOException;

  /** Gives an entry another name; what had that name is gone. */
  abstract void rename(String from, String to) throws IOException;

  abstract void delete(String name) throws IOException;

  private static final class Held extends Folder {
    private final SecureDirectoryStream<Path> folder;

    Held(SecureDirectoryStream<Path> folder) {
      this.folder = folder;
    }

    @Override
    SeekableByteChannel channel(
        String name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
      return folder.newByteChannel(Path.of(name), options, attributes);
    }

    @Override
    BasicFileAttributeView view(String name) {
      var file = Path.of(name);
      return folder.getFileAttributeView(
          file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void rename(String from, String to) throws IOException {
      folder.move(Path.of(from), folder, Path.of(to));
    }

    @Override
    void delete(String name) throws IOException {
      folder.deleteFile(Path.of(name));
    }

    @Override
    public void close() throws IOException {
      folder.close();
    }
  }

  private static final class Named extends Folder {
    private final Path folder;

    Named(Path folder) {
      this.folder = folder;
    }

    @Override
    SeekableByteChannel channel(
        String name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
      return Files.newByteChannel(folder.resolve(name), options, attributes);
    }

    @Override
    BasicFileAttributeView view(String name) {
      var file = folder.resolve(name);
      var posix =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      return posix != null
          ? posix
          : Files.getFileAttributeView(
              file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void rename(String from, String to) throws IOException {
      check(folder, null);
      Files.move(
          folder.resolve(from),
          folder.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    void delete(String name) throws IOException {
      check(folder, null);
      Files.delete(folder.resolve(name));
    }

    @Override
    public void close() {}
  }
}
