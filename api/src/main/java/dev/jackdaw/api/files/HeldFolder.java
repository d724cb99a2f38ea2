package dev.jackdaw.api.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A folder by its descriptor. {@link SecureDirectoryStream} is {@code openat} and its kin, but has
 * no {@code mkdirat}, {@code symlinkat} and {@code readlinkat}. Those are {@link Beneath}'s; where
 * there is none, a new folder is made in the root, where names are safe, and moved in.
 */
final class HeldFolder extends Folder {
  private static final AtomicInteger MADE = new AtomicInteger();

  private final Path root;
  private final SecureDirectoryStream<Path> stream;
  private @Nullable Beneath descriptor;

  private HeldFolder(
      Path root, Path path, SecureDirectoryStream<Path> stream, @Nullable Beneath descriptor) {
    super(path);
    this.root = root;
    this.stream = stream;
    this.descriptor = descriptor;
  }

  /** Opens a folder by one call of the kernel's, which follows no link and never goes up. */
  @SuppressWarnings("StreamResourceLeak") // the returned folder closes both
  static Folder beneath(Path canonical, Path root) throws IOException {
    var descriptor = Beneath.open(canonical, root);
    try {
      if (Files.newDirectoryStream(descriptor.name()) instanceof SecureDirectoryStream<Path> held) {
        return new HeldFolder(root, canonical, held, descriptor);
      }
    } catch (IOException | RuntimeException e) {
      descriptor.close();
      throw e;
    }
    descriptor.close();
    return open(canonical, root);
  }

  /** Takes over an open root when it is what has its name. */
  static HeldFolder at(Path root, SecureDirectoryStream<Path> stream) throws IOException {
    var opened = stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    var named = Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!isSame(opened, named)) throw link(root);
    return new HeldFolder(root, root, stream, null);
  }

  /** Opens a folder further down in place of this one, which is closed. */
  Folder descend(Path to) throws IOException {
    if (to.equals(root)) return this;
    Folder current = this;
    try {
      for (var name : root.relativize(to)) {
        var next = current.folder(name);
        current.close();
        current = next;
      }
      return current;
    } catch (IOException e) {
      current.close();
      throw e;
    }
  }

  @Override
  Folder opened(Path name) throws IOException {
    var next = stream.newDirectoryStream(single(name), LinkOption.NOFOLLOW_LINKS);
    return new HeldFolder(root, path().resolve(name), next, null);
  }

  /** Returns this very folder for the kernel, or nothing when it is not at its place any more. */
  private @Nullable Beneath descriptor(Path name) throws IOException {
    if (!Kernel.KNOWS_BENEATH || !Beneath.canSpell(name)) return null;
    if (descriptor != null) return descriptor;
    if (!Beneath.canSpell(path())) return null;
    var found = Beneath.open(path(), root);
    if (!found.is(stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes())) {
      found.close();
      throw link(path());
    }
    descriptor = found;
    return found;
  }

  @Override
  public SeekableByteChannel read(Path name) throws IOException {
    return descriptor == null || !Beneath.canSpell(name)
        ? super.read(name)
        : descriptor.read(single(name));
  }

  @Override
  public void createLink(Path name, Path target) throws IOException {
    var here = Beneath.canSpell(target) ? descriptor(name) : null;
    if (here == null) super.createLink(name, target);
    else here.createLink(single(name), target);
  }

  @Override
  public Optional<Path> target(Path name) throws IOException {
    var here = descriptor(name);
    return here == null ? super.target(name) : here.target(single(name));
  }

  @Override
  public List<Path> names(int most) throws IOException {
    return names(stream, most);
  }

  @Override
  SeekableByteChannel channel(Path name, Set<OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return stream.newByteChannel(single(name), options, attributes);
  }

  @Override
  BasicFileAttributeView view(Path name) {
    return stream.getFileAttributeView(
        single(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  BasicFileAttributes behind(Path name) throws IOException {
    return stream.getFileAttributeView(single(name), BasicFileAttributeView.class).readAttributes();
  }

  @Override
  public void createFolder(Path name) throws IOException {
    if (attributes(name).isPresent()) {
      throw new FileAlreadyExistsException(path().resolve(name).toString());
    }
    var here = descriptor(name);
    if (here != null) here.createFolder(single(name));
    else if (root.getParent() == null) createByName(name);
    else createInRoot(name);
  }

  private void createInRoot(Path name) throws IOException {
    var made = root.resolve(temporaryName());
    Files.createDirectory(made);
    try (var base = open(root, root)) {
      var from = Objects.requireNonNull(made.getFileName());
      try {
        ((HeldFolder) base).stream.move(from, stream, single(name));
      } catch (AtomicMoveNotSupportedException e) {
        throw onOtherSystem(name, e);
      } finally {
        if (base.attributes(from).isPresent()) base.deleteFolder(from);
      }
    }
  }

  private static String temporaryName() {
    return ".jackdaw-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet() + ".dir.tmp";
  }

  private FileSystemException onOtherSystem(Path name, IOException cause) {
    var problem =
        new FileSystemException(
            path().resolve(name).toString(),
            null,
            "it would be on another file system than " + root + ". Make the folder by a command");
    problem.initCause(cause);
    return problem;
  }

  /** Outside every workspace a person agreed to the path; it is checked, not held. */
  private void createByName(Path name) throws IOException {
    var made = Files.createDirectory(path().resolve(single(name)));
    var named = Files.readAttributes(made, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    var held = attributes(name);
    if (held.isEmpty() || !isSame(named, held.get())) throw link(path());
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    stream.move(single(from), stream, single(to));
  }

  @Override
  public void delete(Path name) throws IOException {
    stream.deleteFile(single(name));
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    stream.deleteDirectory(single(name));
  }

  @Override
  public void close() throws IOException {
    var held = descriptor;
    descriptor = null;
    if (held != null) held.close();
    stream.close();
  }
}
