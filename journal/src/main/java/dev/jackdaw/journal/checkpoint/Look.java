package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.FileMode;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Sees and changes single paths of a workspace, by the descriptors of their folders. */
final class Look {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int OWNER_READS = 0400;
  private static final Path ITSELF = Path.of(".");

  private final Workspace workspace;
  private final Contents contents;

  Look(Workspace workspace, Contents contents) {
    this.workspace = workspace;
    this.contents = contents;
  }

  /** A folder that is open and the name of an entry in it. */
  private record Place(Folder folder, Path name) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      folder.close();
    }
  }

  private Place place(Path path) throws IOException {
    if (workspace.roots().contains(path)) return new Place(Folder.open(path, workspace), ITSELF);
    var parent = path.getParent();
    if (parent == null) throw new NoSuchFileException(path.toString());
    return new Place(Folder.open(parent, workspace), Objects.requireNonNull(path.getFileName()));
  }

  /** Returns what is at the path, a folder without its children. */
  Node at(Path path) throws IOException {
    try {
      return seen(path);
    } catch (AccessDeniedException _) {
      try (var opened = new Opened(workspace, this)) {
        opened.above(path);
        return seen(path);
      }
    }
  }

  private Node seen(Path path) throws IOException {
    try (var place = place(path)) {
      return at(place);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Node.Absent.INSTANCE;
    } catch (FileSystemException e) {
      // A folder above became a link: nothing of ours is there any more.
      if (e.getReason() != null && e.getReason().contains("symbolic link"))
        return Node.Absent.INSTANCE;
      throw e;
    }
  }

  private Node at(Place place) throws IOException {
    var found = place.folder().attributes(place.name());
    if (found.isEmpty()) return Node.Absent.INSTANCE;
    var attributes = found.get();
    var mode = Scan.mode(attributes);
    if (attributes.isDirectory()) return new Node.Directory(mode, Map.of());
    if (attributes.isSymbolicLink()) {
      return new Node.Link(RawName.ofPath(Scan.target(place.folder(), place.name())));
    }
    if (!attributes.isRegularFile()) return new Node.Special();
    try {
      return file(place, mode);
    } catch (AccessDeniedException _) {
      return closedFile(place, mode);
    }
  }

  private static Node file(Place place, int mode) throws IOException {
    try (var channel = place.folder().read(place.name())) {
      var content = digest(channel);
      return new Node.RegularFile(
          mode, new Node.Stamp(channel.size(), Node.Stamp.RECENT, 0), content);
    }
  }

  /** Returns the whole content of a file; nothing when it is not what was found any more. */
  Optional<byte[]> content(Path path, Node.RegularFile found) throws IOException {
    try (var place = place(path);
        var channel = place.folder().read(place.name())) {
      var buffer = ByteBuffer.allocate(Math.toIntExact(found.stamp().size()));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until it is full
      }
      var digest = ContentId.digest();
      digest.update(buffer.array(), 0, buffer.position());
      return ContentId.of(digest).equals(found.content())
          ? Optional.of(buffer.array())
          : Optional.empty();
    } catch (FileSystemException _) {
      return Optional.empty();
    }
  }

  /** The owner may take the right to read a file from himself; for this look he has it. */
  private static Node closedFile(Place place, int mode) throws IOException {
    place.folder().permissions(place.name(), FileMode.permissions(mode | OWNER_READS));
    try {
      return file(place, mode);
    } finally {
      place.folder().permissions(place.name(), FileMode.permissions(mode));
    }
  }

  private static ContentId digest(SeekableByteChannel channel) throws IOException {
    var digest = ContentId.digest();
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer.clear()) >= 0) {
      digest.update(buffer.array(), 0, buffer.position());
    }
    return ContentId.of(digest);
  }

  /** What a path was found to be, and shall be. */
  record Target(Path path, Node now, Node then) {}

  /** Makes the paths so; each must still be as it was found. */
  List<Restoration.Conflict> apply(List<Target> targets) throws IOException {
    var conflicts = new ArrayList<Restoration.Conflict>();
    var shallowFirst = new ArrayList<>(targets);
    shallowFirst.sort(Comparator.comparingInt(target -> target.path().getNameCount()));
    try (var opened = new Opened(workspace, this)) {
      for (var target : shallowFirst) opened.above(target.path());
      for (var target : shallowFirst.reversed()) {
        if (mustGo(target.now(), target.then())) remove(target, conflicts);
      }
      for (var target : shallowFirst) {
        if (target.then() instanceof Node.Directory) makeFolder(target.path());
      }
      for (var target : shallowFirst) {
        switch (target.then()) {
          case Node.RegularFile file -> put(target, file, conflicts);
          case Node.Link link -> put(target.path(), link, conflicts);
          case Node.Absent _,
              Node.Directory _,
              Node.Unkept _,
              Node.Repository _,
              Node.Special _ -> {}
        }
      }
      for (var target : shallowFirst) {
        if (target.then() instanceof Node.Directory(var mode, _)) opened.later(target.path(), mode);
      }
    }
    return conflicts;
  }

  private static boolean mustGo(Node now, Node wanted) {
    return switch (now) {
      case Node.Absent _ -> false;
      case Node.Directory _ -> !(wanted instanceof Node.Directory);
      case Node.RegularFile _ -> !(wanted instanceof Node.RegularFile);
      case Node.Link _, Node.Unkept _, Node.Repository _, Node.Special _ -> true;
    };
  }

  private void remove(Target target, List<Restoration.Conflict> conflicts) throws IOException {
    try (var place = place(target.path())) {
      var now = at(place);
      if (now instanceof Node.Absent) return;
      if (now instanceof Node.Directory) {
        place.folder().deleteFolder(place.name());
      } else if (now.isLike(target.now())) {
        place.folder().delete(place.name());
      } else {
        conflicts.add(changedNow(target.path()));
      }
    } catch (DirectoryNotEmptyException _) {
      return; // somebody else's files are in it
    } catch (NoSuchFileException _) {
      return;
    }
  }

  private static Restoration.Conflict changedNow(Path path) {
    return new Restoration.Conflict(path.toString(), "it changed at this very moment");
  }

  private void makeFolder(Path path) throws IOException {
    if (at(path) instanceof Node.Directory) return;
    var parent = path.getParent();
    if (parent != null && !workspace.roots().contains(path)) makeFolder(parent);
    try (var place = place(path)) {
      place.folder().createFolder(place.name());
    }
  }

  /** Returns how a file is known whose content is not; none where there is no file. */
  Node.Stamp stamp(Path path) throws IOException {
    try (var place = place(path)) {
      return place
          .folder()
          .attributes(place.name())
          .filter(BasicFileAttributes::isRegularFile)
          .map(Scan::exact)
          .orElse(Node.Stamp.NONE);
    }
  }

  /** Returns the permissions of a folder; -1 where there is none, or it has none. */
  int folderMode(Path path) throws IOException {
    try (var place = place(path)) {
      return place
          .folder()
          .attributes(place.name())
          .filter(BasicFileAttributes::isDirectory)
          .map(Scan::mode)
          .orElse(-1);
    } catch (FileSystemException _) {
      return -1;
    }
  }

  /** Gives a folder that is there these permissions; -1 are none. */
  void setMode(Path path, int mode) throws IOException {
    if (mode < 0) return;
    try (var place = place(path)) {
      place.folder().permissions(place.name(), FileMode.permissions(mode));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return;
    }
  }

  private void put(Target target, Node.RegularFile file, List<Restoration.Conflict> conflicts)
      throws IOException {
    var path = target.path();
    makeFolder(Objects.requireNonNull(path.getParent()));
    try (var place = place(path)) {
      var folder = place.folder();
      var now = at(place);
      if (!now.isLike(target.now()) && !(now instanceof Node.Absent)) {
        conflicts.add(changedNow(path));
        return;
      }
      if (now instanceof Node.RegularFile(_, _, var content) && content.equals(file.content())) {
        folder.permissions(place.name(), FileMode.permissions(file.mode()));
        return;
      }
      var fresh = freeName(folder);
      try {
        write(folder, fresh, file, place.name());
        folder.rename(fresh, place.name());
      } catch (IOException e) {
        if (folder.attributes(fresh).isPresent()) folder.delete(fresh);
        throw e;
      }
    }
  }

  private void write(Folder folder, Path fresh, Node.RegularFile file, Path like)
      throws IOException {
    var digest = ContentId.digest();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = contents.open(file.content());
        var out = folder.create(fresh, folder.attributes(like).filter(a -> a.isRegularFile()))) {
      for (int count; (count = in.read(buffer)) >= 0; ) {
        digest.update(buffer, 0, count);
        var bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) out.write(bytes);
      }
    }
    if (!ContentId.of(digest).equals(file.content())) throw Packs.damaged(file.content());
    if (file.mode() >= 0) folder.permissions(fresh, FileMode.permissions(file.mode()));
  }

  private void put(Path path, Node.Link link, List<Restoration.Conflict> conflicts)
      throws IOException {
    makeFolder(Objects.requireNonNull(path.getParent()));
    try (var place = place(path)) {
      if (place.folder().attributes(place.name()).isPresent()) {
        conflicts.add(changedNow(path));
        return;
      }
      place.folder().createLink(place.name(), RawName.toPath(link.target()));
    }
  }

  private static Path freeName(Folder folder) throws IOException {
    for (var i = 0; ; i++) {
      var name = Path.of(".jackdaw-" + ProcessHandle.current().pid() + "-undo" + i + ".tmp");
      if (folder.attributes(name).isEmpty()) return name;
    }
  }
}
