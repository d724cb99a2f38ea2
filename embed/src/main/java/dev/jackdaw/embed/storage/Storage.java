package dev.jackdaw.embed.storage;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.journal.SessionSummary;
import dev.jackdaw.journal.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Gives sessions their journals. */
public sealed interface Storage {
  /** Begins a session that works in the folder. */
  Journal create(SessionId id, Path directory, InstantSource clock);

  /** Goes on with a session. */
  Journal open(SessionId id, InstantSource clock);

  List<SessionId> list();

  /** Returns where it keeps files, if it does; agents have no business there. */
  default List<Path> folders() {
    return List.of();
  }

  /**
   * Looks whether it answers.
   *
   * @throws JackdawException of kind environment when it does not
   */
  void check();

  /** Keeps them in files, as the command line does. */
  static Storage of(Path folder) {
    return new Files(folder);
  }

  static Storage of(SessionStore store) {
    return new Stored(store);
  }

  /** In files. */
  record Files(Path folder) implements Storage {
    @Override
    public List<Path> folders() {
      return List.of(folder);
    }

    @Override
    public Journal create(SessionId id, Path directory, InstantSource clock) {
      return new Sessions(folder, clock).create(id, directory);
    }

    @Override
    public Journal open(SessionId id, InstantSource clock) {
      return new Sessions(folder, clock).open(id);
    }

    @Override
    public List<SessionId> list() {
      return new Sessions(folder, InstantSource.system())
          .list().stream().map(SessionSummary::id).toList();
    }

    /** What is made with the first session may be missing until then. */
    @Override
    public void check() {
      for (var at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        if (!java.nio.file.Files.exists(at)) continue;
        if (java.nio.file.Files.isDirectory(at) && java.nio.file.Files.isWritable(at)) return;
        break;
      }
      throw failed(new IOException(folder + " cannot be written"));
    }
  }

  /** In a store of the program. */
  record Stored(SessionStore store) implements Storage {
    @Override
    public Journal create(SessionId id, Path directory, InstantSource clock) {
      try {
        if (store.create(id)) return new StoredJournal(id, store, clock, 0);
      } catch (IOException e) {
        throw StoredJournal.unwritable(id, e);
      }
      throw new JackdawException(
          JackdawException.Kind.USER,
          "session-exists",
          "There is a session " + id + " already. Resume it, or choose another id.");
    }

    @Override
    public Journal open(SessionId id, InstantSource clock) {
      try {
        if (store.exists(id)) return StoredJournal.open(id, store, clock);
      } catch (IOException e) {
        throw StoredJournal.unreadable(id, e);
      }
      throw new JackdawException(
          JackdawException.Kind.USER, "session-unknown", "There is no session " + id + ".");
    }

    @Override
    public List<SessionId> list() {
      try {
        return List.copyOf(store.list());
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void check() {
      try {
        store.exists(new SessionId("check"));
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private static JackdawException failed(IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "storage-failed",
        "The storage of sessions does not answer: " + e.getMessage() + ".",
        e);
  }
}
