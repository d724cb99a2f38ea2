package dev.jackdaw.journal;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.files.Removal;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Lets go of what no session needs for undo any more, project by project, and never where a session
 * is open: its process knows by heart what is kept.
 */
final class CheckpointPruning {
  private static final Duration OFTEN = Duration.ofDays(1);

  private static final Keeping EVERYTHING = new Keeping(Duration.ofDays(100_000), Long.MAX_VALUE);

  /** Its time says when the project was last looked at. */
  private static final String LOOKED = "pruned";

  /** Is there when a session was deleted, and what it kept was not yet. */
  private static final String DELETED = "deleted";

  private final Path root;
  private final Shelf shelf;
  private final FileBlobs blobs;
  private final InstantSource clock;

  CheckpointPruning(Path root, Shelf shelf, FileBlobs blobs, InstantSource clock) {
    this.root = root;
    this.shelf = shelf;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Prunes all projects. */
  Sessions.Pruned all(Keeping keeping) throws IOException {
    var freed = 0L;
    var skipped = 0;
    for (var project : Shelf.children(root)) {
      var one = prune(project, keeping);
      freed += one.orElse(0);
      if (one.isEmpty()) skipped++;
    }
    return new Sessions.Pruned(freed, skipped);
  }

  /**
   * Prunes the project if there is something to it, once a day; costs next to nothing otherwise.
   */
  void daily(Path project, Keeping keeping) throws IOException {
    if (!Files.isDirectory(project)) return;
    var now = clock.instant();
    var looked = project.resolve(LOOKED);
    var deleted = Files.exists(project.resolve(DELETED));
    if (!deleted && Files.exists(looked) && time(looked).isAfter(now.minus(OFTEN))) return;
    Files.write(looked, new byte[0]);
    Files.setLastModifiedTime(looked, FileTime.from(now));
    if (deleted || isDue(project, keeping, now)) {
      var _ = prune(project, keeping);
    }
  }

  private static boolean isDue(Path project, Keeping keeping, Instant now) throws IOException {
    if (CheckpointFolder.size(project) > keeping.bytes()) return true;
    var oldest = CheckpointFolder.oldest(project);
    return oldest.isPresent() && oldest.get().isBefore(now.minus(keeping.age()));
  }

  /** What only a deleted session needed goes now, or as soon as no session is open. */
  void afterDeletion(Path project) throws IOException {
    if (!Files.isDirectory(project)) return;
    Files.write(project.resolve(DELETED), new byte[0]);
    var _ = prune(project, EVERYTHING);
  }

  /** Returns how many bytes that freed; nothing when a session is open. */
  private OptionalLong prune(Path project, Keeping keeping) throws IOException {
    var lock = PruningLock.take(project, clock);
    if (lock.isEmpty()) return OptionalLong.empty();
    try (var _ = lock.get()) {
      var files = shelf.files(shelf.root().resolve(Objects.requireNonNull(project.getFileName())));
      if (new OpenSessions(clock).isAny(files)) return OptionalLong.empty();
      return OptionalLong.of(files.isEmpty() ? removed(project) : pruned(project, files, keeping));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static long removed(Path project) throws IOException {
    var size = CheckpointFolder.size(project);
    Removal.remove(project);
    return size;
  }

  private long pruned(Path project, List<Path> files, Keeping keeping) throws IOException {
    var deleted = project.resolve(DELETED);
    var thorough =
        Files.exists(deleted) || CheckpointFolder.size(project) > keeping.bytes()
            ? CheckpointFolder.Thoroughness.ALL
            : CheckpointFolder.Thoroughness.WORTHWHILE;
    try (var folder = new CheckpointFolder(project)) {
      var freed = folder.prune(steps(files, keeping), keeping.bytes(), thorough);
      Files.deleteIfExists(deleted);
      return freed;
    }
  }

  /** Returns the names of changes, session by session, the newest first. */
  private List<List<String>> steps(List<Path> files, Keeping keeping) throws IOException {
    var youngest = clock.instant().minus(keeping.age());
    var times = new ArrayList<Dated>();
    for (var file : files) times.add(new Dated(file, time(file)));
    times.sort(Comparator.comparing(Dated::time).reversed());
    var steps = new ArrayList<List<String>>();
    for (var one : times) if (!one.time().isBefore(youngest)) steps.add(steps(one.file()));
    return steps;
  }

  private record Dated(Path file, Instant time) {}

  private List<String> steps(Path file) throws IOException {
    var steps = new ArrayList<String>();
    new Playback(blobs)
        .play(
            file,
            Files.size(file),
            occurrence -> {
              if (occurrence.event() instanceof Event.FilesChanged(_, _, var found)) {
                steps.add(found.changes());
              }
            });
    return steps;
  }

  private static Instant time(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException _) {
      return Instant.EPOCH;
    }
  }
}
