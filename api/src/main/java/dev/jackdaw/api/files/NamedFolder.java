package dev.jackdaw.api.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Set;

/** A folder by its path, which is checked before each change; for systems without descriptors. */
final class NamedFolder extends Folder {
  NamedFolder(Path path) {
    super(path);
  }

  @Override
  Folder opened(Path name) throws IOException {
    var next = path().resolve(single(name));
    requireCanonical(next);
    return new NamedFolder(next);
  }

  @Override
  public List<Path> names(int most) throws IOException {
    requireCanonical(path());
    try (var entries = Files.newDirectoryStream(path())) {
      return names(entries, most);
    }
  }

  @Override
  SeekableByteChannel channel(Path name, Set<OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    requireCanonical(path());
    return Files.newByteChannel(path().resolve(single(name)), options, attributes);
  }

  @Override
  BasicFileAttributeView view(Path name) {
    var file = path().resolve(single(name));
    var posix =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return posix != null
        ? posix
        : Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  BasicFileAttributes behind(Path name) throws IOException {
    return Files.readAttributes(path().resolve(single(name)), BasicFileAttributes.class);
  }

  @Override
  public void createFolder(Path name) throws IOException {
    requireCanonical(path());
    Files.createDirectory(path().resolve(single(name)));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    requireCanonical(path());
    Files.move(
        path().resolve(single(from)),
        path().resolve(single(to)),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path name) throws IOException {
    requireCanonical(path());
    Files.delete(path().resolve(single(name)));
  }

  @Override
  public void deleteFolder(Path name) throws IOException {
    delete(name);
  }

  @Override
  public void close() {}
}
