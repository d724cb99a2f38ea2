package dev.jackdaw.tools.files;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes changes to files, all of a list or none. New contents are written beside the old ones
 * first; then every file is compared with what the change was made from; only then do they take its
 * place, by renaming, so that nobody ever sees half a file. When one step fails the ones before it
 * are taken back. Safe for use by several threads.
 */
public final class FileChanges {
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Makes the changes.
   *
   * @param changes to different files
   * @throws FileProblem when a file is not any more what a change was made from
   */
  void apply(List<Change> changes) throws IOException {
    lock.lock();
    try (var batch = new Batch()) {
      for (var change : changes) {
        try {
          batch.stage(change);
        } catch (IOException e) {
          throw new PathProblem(e, change.target().shown());
        }
      }
      batch.commit();
    } finally {
      lock.unlock();
    }
  }

  /** A change whose new content, if any, is already on disk under another name. */
  private record Staged(Change change, Folder folder, Optional<Path> temporary) {
    Path name() {
      return change.target().name();
    }

    void check() throws IOException {
      var now = folder.attributes(name());
      var shown = change.target().shown();
      if (change.before().isEmpty() && now.isPresent()) {
        throw new FileProblem(
            shown + " came into being meanwhile. Nothing was changed; read it first.");
      }
      if (change.before().isPresent()
          && (now.isEmpty() || !change.before().get().isStill(now.get()))) {
        throw new FileProblem(
            shown + " changed at this very moment. Nothing was changed; read it again first.");
      }
    }

    void perform() throws IOException {
      if (temporary.isPresent()) folder.rename(temporary.get(), name());
      else folder.delete(name());
    }

    void takeBack() throws IOException {
      if (change.before().isEmpty()) {
        folder.delete(name());
        return;
      }
      var old = change.before().get();
      folder.rename(write(folder, old.bytes(), Optional.of(old)), name());
    }
  }

  private static Path write(Folder folder, byte[] bytes, Optional<Snapshot> model)
      throws IOException {
    var name = freeName(folder);
    try (var out = folder.create(name, model.map(Snapshot::attributes))) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) out.write(buffer);
      return name;
    } catch (IOException e) {
      deleteQuietly(folder, name, e);
      throw e;
    }
  }

  private static Path freeName(Folder folder) throws IOException {
    for (var i = 0; ; i++) {
      var name = Path.of(".jackdaw-" + ProcessHandle.current().pid() + "-" + i + ".tmp");
      if (folder.attributes(name).isEmpty()) return name;
    }
  }

  private static void deleteQuietly(Folder folder, Path name, IOException cause) {
    try {
      if (folder.attributes(name).isPresent()) folder.delete(name);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** A folder that was made for a file. */
  private record Made(Folder parent, Path name) {}

  private static final class Batch implements AutoCloseable {
    private final List<Staged> staged = new ArrayList<>();
    private final List<Folder> parents = new ArrayList<>();
    private final List<Made> createdFolders = new ArrayList<>();
    private int done;

    void stage(Change change) throws IOException {
      var target = change.target();
      target.refuseKernelFiles();
      var folder =
          switch (change) {
            case Change.Put _ -> made(target.folder(), target.workspace());
            case Change.Remove _ -> Folder.open(target.folder(), target.workspace());
          };
      try {
        var temporary =
            switch (change) {
              case Change.Put put -> Optional.of(write(folder, put.after().bytes(), put.model()));
              case Change.Remove _ -> Optional.<Path>empty();
            };
        staged.add(new Staged(change, folder, temporary));
      } catch (IOException e) {
        folder.close();
        throw e;
      }
    }

    /** Opens a folder, which is made with those above it when there is none. */
    private Folder made(Path path, Workspace workspace) throws IOException {
      try {
        return Folder.open(path, workspace);
      } catch (NoSuchFileException e) {
        var name = path.getFileName();
        if (name == null || path.getParent() == null) throw e;
        var parent = made(path.getParent(), workspace);
        parents.add(parent);
        try {
          parent.createFolder(name);
          createdFolders.add(new Made(parent, name));
        } catch (FileAlreadyExistsException _) {
          return parent.folder(name); // somebody else was faster
        }
        return parent.folder(name);
      }
    }

    void commit() throws IOException {
      for (var one : staged) one.check();
      try {
        for (; done < staged.size(); done++) staged.get(done).perform();
      } catch (IOException e) {
        var shown = staged.get(done).change().target().shown();
        takeBack(e);
        throw new PathProblem(e, shown);
      }
    }

    private void takeBack(IOException cause) throws IOException {
      var lost = new ArrayList<String>();
      for (var one : staged.subList(0, done).reversed()) {
        try {
          one.takeBack();
        } catch (IOException e) {
          cause.addSuppressed(e);
          lost.add(one.change().target().shown());
        }
      }
      done = 0;
      if (lost.isEmpty()) return;
      throw new FileProblem(
          "Only some files could be changed ("
              + cause.getMessage()
              + "), and these could not be taken back: "
              + String.join(", ", lost)
              + ". Read them to see how they are now.");
    }

    /** Leaves nothing behind of what was not committed. */
    @Override
    public void close() throws IOException {
      for (var one : staged) {
        try (var folder = one.folder()) {
          if (done == 0 && one.temporary().isPresent()) {
            var name = one.temporary().get();
            if (folder.attributes(name).isPresent()) folder.delete(name);
          }
        }
      }
      if (done == 0) {
        for (var made : createdFolders.reversed()) removeIfEmpty(made.parent(), made.name());
      }
      for (var parent : parents) parent.close();
    }

    private static void removeIfEmpty(Folder parent, Path name) throws IOException {
      try {
        if (parent.attributes(name).isPresent()) parent.deleteFolder(name);
      } catch (DirectoryNotEmptyException _) {
        return;
      }
    }
  }
}
