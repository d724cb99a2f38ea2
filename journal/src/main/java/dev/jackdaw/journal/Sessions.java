package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.files.Removal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All sessions below one folder: {@code sessions/<project>/<id>.jsonl} and the bodies they share in
 * {@code blobs/}. Several processes and threads may use the folder at once.
 */
public final class Sessions {
  static final String SUFFIX = ".jsonl";

  private final Path state;
  private final Path checkpoints;
  private final Shelf shelf;
  private final FileBlobs blobs;
  private final InstantSource clock;
  private final Disk disk;

  /** Uses the folder, which is created with the first session. */
  public Sessions(Path state, InstantSource clock) {
    this(state, clock, RealDisk.INSTANCE);
  }

  Sessions(Path state, InstantSource clock, Disk disk) {
    this.state = state;
    this.checkpoints = state.resolve("checkpoints");
    this.shelf = new Shelf(state.resolve("sessions"));
    this.blobs = new FileBlobs(state.resolve("blobs"), clock, disk);
    this.clock = clock;
    this.disk = disk;
  }

  /** Returns the file that holds the session; nothing when there is none. */
  public Optional<Path> file(SessionId id) {
    try {
      return shelf.file(id);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  public FileBlobs blobs() {
    return blobs;
  }

  /**
   * Begins a session. The journal is empty: its first event is for the caller to append.
   *
   * @throws JackdawException with code {@code session-exists} when the name is taken
   */
  public FileJournal create(SessionId id, Path directory) {
    var folder = shelf.folder(ProjectKey.canonical(directory));
    try {
      if (shelf.file(id).isPresent()) throw exists(id);
      PrivateFiles.createFolders(folder);
      var file = folder.resolve(id + SUFFIX);
      PrivateFiles.createFile(file);
      return FileJournal.open(id, file, blobs, clock, disk);
    } catch (FileAlreadyExistsException _) {
      throw exists(id);
    } catch (IOException e) {
      throw Failures.store(folder, e);
    }
  }

  private static JackdawException exists(SessionId id) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "session-exists",
        "There is a session "
            + id
            + " already. Resume it with -r "
            + id
            + ", or choose another id.");
  }

  /**
   * Opens a session to go on with it. What was wrong with its file is repaired and told by {@link
   * FileJournal#warnings}.
   *
   * @throws JackdawException with code {@code session-locked} when it is open elsewhere, {@code
   *     session-unknown} when there is none
   */
  public FileJournal open(SessionId id) {
    var file = require(id);
    try {
      return FileJournal.open(id, file, blobs, clock, disk);
    } catch (IOException e) {
      throw Failures.read(file, e);
    }
  }

  /** Opens a session to look at it, which is possible while it is open elsewhere. */
  public Journal view(SessionId id) {
    return new JournalView(id, require(id), blobs);
  }

  /** Returns where the checkpoints of a working directory are. */
  public Path checkpoints(Path directory) {
    return checkpoints.resolve(ProjectKey.of(ProjectKey.canonical(directory)));
  }

  /** Returns where what the commands of a session write is held while it does not count. */
  public Path layers(SessionId session) {
    return state.resolve("layers").resolve(session.value());
  }

  /**
   * Returns the folders of layers, of this session or of one that is open nowhere, in which a
   * command's changes were being brought to a workspace when Jackdaw was killed.
   *
   * @param own a session that is open here
   */
  public List<Path> halfApplied(SessionId own) throws IOException {
    var found = new ArrayList<Path>();
    for (var folder : Shelf.children(state.resolve("layers"))) {
      if (isBeingApplied(folder) && (folder.equals(layers(own)) || !isOpen(folder))) {
        found.add(folder);
      }
    }
    return found;
  }

  /** The mark is that of the sandbox's layers. */
  private static boolean isBeingApplied(Path folder) throws IOException {
    for (var layer : Shelf.children(folder)) {
      if (Files.exists(layer.resolve("applying"))) return true;
    }
    return false;
  }

  private boolean isOpen(Path layers) throws IOException {
    var name = layers.getFileName().toString();
    var file = SessionId.isValid(name) ? shelf.file(new SessionId(name)) : Optional.<Path>empty();
    return file.isPresent() && new OpenSessions(clock).has(file.get());
  }

  /** Returns where the commands of a session are on record while they run. */
  public Path jobs(SessionId session) {
    return state.resolve("jobs").resolve(session.value());
  }

  /**
   * Lets go of what no session needs for undo: of deleted ones, and of what is beyond the limits.
   * Projects in which a session is open are left alone.
   */
  public Pruned pruneCheckpoints(Keeping keeping) throws IOException {
    removeLayers();
    return pruning().all(keeping);
  }

  /**
   * Does the same for one working directory, if it was not looked at for a day and there is reason
   * to. Meant for the end of a session.
   */
  public void tidy(Path directory, Keeping keeping) throws IOException {
    removeLayers();
    pruning().daily(checkpoints(directory), keeping);
  }

  /**
   * What was let go.
   *
   * @param bytes that are free now
   * @param skipped how many projects were left alone, because a session is open there
   */
  public record Pruned(long bytes, int skipped) {}

  private CheckpointPruning pruning() {
    return new CheckpointPruning(checkpoints, shelf, blobs, clock);
  }

  /** What a command wrote never counted whose Jackdaw was killed before it began to apply that. */
  private void removeLayers() throws IOException {
    for (var folder : Shelf.children(state.resolve("layers"))) {
      if (!isBeingApplied(folder) && !isOpen(folder)) Removal.remove(folder);
    }
  }

  private Path require(SessionId id) {
    try {
      return shelf.file(id).orElseThrow(() -> Finder.unknown(id.value(), List.of()));
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  /**
   * Returns the session of the directory that was last in use: one that holds a prompt, else one
   * that ended before its first prompt was kept. Reads no more sessions than it takes to be sure.
   */
  public Optional<SessionId> latest(Path directory) {
    var canonical = ProjectKey.canonical(directory);
    try {
      return Latest.of(canonical, shelf.files(shelf.folder(canonical)));
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  /** Returns all sessions, the one last in use first. */
  public List<SessionSummary> list() {
    try {
      return summaries(shelf.files());
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  /** Returns the sessions of a working directory, the one last in use first. */
  public List<SessionSummary> list(Path directory) {
    var canonical = ProjectKey.canonical(directory);
    try {
      return summaries(shelf.files(shelf.folder(canonical))).stream()
          .filter(summary -> summary.directory().equals(canonical))
          .toList();
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  private static List<SessionSummary> summaries(List<Path> files) {
    var summaries = new ArrayList<SessionSummary>(files.size());
    for (var file : files) summary(file).ifPresent(summaries::add);
    summaries.sort(
        Comparator.comparing(SessionSummary::lastActivity)
            .thenComparing(summary -> summary.id().value())
            .reversed());
    return summaries;
  }

  /** A session that cannot be read, or is deleted at this moment, is left out. */
  static Optional<SessionSummary> summary(Path file) {
    try {
      return Summarizer.summarize(Shelf.id(file), file);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Finds the one session that has this name: its id, the beginning of its id, its title, or a part
   * of its title.
   *
   * @throws JackdawException with code {@code session-unknown} or {@code session-ambiguous},
   *     listing the sessions that come near
   */
  public SessionId find(String name) {
    try {
      if (SessionId.isValid(name)) {
        var id = new SessionId(name);
        if (shelf.file(id).isPresent()) return id;
      }
      return Finder.find(name, list());
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  /**
   * Looks for a text, whatever its case, in prompts, replies and results; newest sessions first.
   */
  public List<SearchHit> search(String text, int limit) {
    if (text.isEmpty() || limit < 1) return List.of();
    var search = new Search(text, limit);
    for (var summary : list()) {
      if (search.isDone()) break;
      look(search, summary.id());
    }
    return search.hits();
  }

  /** A session that cannot be read, or is deleted at this moment, is left out. */
  private void look(Search search, SessionId id) {
    try {
      var file = shelf.file(id);
      if (file.isPresent()) search.look(id, file.get(), blobs);
    } catch (IOException _) {
      return;
    }
  }

  /**
   * Hands out what every reply since a moment used, session by session. Files that were last
   * written before are not read.
   */
  public void usage(Instant since, Consumer<ReplyUsage> each) {
    try {
      for (var file : shelf.files()) usage(file, since, each);
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }

  /** Hands out what every reply of one session used. */
  public void usage(SessionId id, Consumer<ReplyUsage> each) {
    usage(require(id), Instant.MIN, each);
  }

  /** A session that cannot be read, or is deleted at this moment, is left out. */
  private static void usage(Path file, Instant since, Consumer<ReplyUsage> each) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) return;
      ReplyUsage.read(Shelf.id(file), file, since, each);
    } catch (IOException _) {
      return;
    }
  }

  /**
   * Copies a session, which may be open elsewhere, and opens the copy.
   *
   * @throws JackdawException with code {@code session-unknown} or {@code session-exists}
   */
  public FileJournal fork(SessionId from, SessionId to) {
    var source = require(from);
    var target = source.resolveSibling(to + SUFFIX);
    try {
      if (shelf.file(to).isPresent()) throw exists(to);
      Fork.copy(source, from, target, to, clock.instant(), disk);
      var title = Title.read(source, from);
      if (title.isPresent()) Title.write(target, to, title.get());
      return FileJournal.open(to, target, blobs, clock, disk);
    } catch (IOException e) {
      throw Failures.write(target, e);
    }
  }

  /**
   * Deletes a session, what is set aside of it, the bodies that nothing else speaks of, and what
   * nothing else needs for undo.
   *
   * @throws JackdawException with code {@code session-locked} when it is open somewhere, {@code
   *     session-unknown} when there is none
   */
  public void delete(SessionId id) {
    var file = require(id);
    try {
      new Deletion(shelf, blobs, clock).delete(id, file);
      Removal.remove(jobs(id));
      Removal.remove(layers(id));
      var project = PrivateFiles.parent(file).getFileName();
      pruning().afterDeletion(checkpoints.resolve(project));
    } catch (IOException e) {
      throw Failures.store(shelf.root(), e);
    }
  }
}
