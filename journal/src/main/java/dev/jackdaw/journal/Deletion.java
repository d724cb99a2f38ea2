package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;

/** Deletes a session and what nothing else needs. */
final class Deletion {
  /** While other sessions are open, a body they may just have found useful is left to the next. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final Shelf shelf;
  private final FileBlobs blobs;
  private final InstantSource clock;

  Deletion(Shelf shelf, FileBlobs blobs, InstantSource clock) {
    this.shelf = shelf;
    this.blobs = blobs;
    this.clock = clock;
  }

  void delete(SessionId id, Path file) throws IOException {
    var begun = clock.instant();
    Set<String> candidates;
    try (var _ = SessionLock.acquire(FileJournal.lockFile(file, id), id, clock)) {
      var files = new ArrayList<Path>();
      for (var sibling : Shelf.children(PrivateFiles.parent(file))) {
        if (belongsTo(id, sibling)) files.add(sibling);
      }
      candidates = new Collector(blobs, begun).reachable(files);
      Files.deleteIfExists(Title.file(file, id));
      for (var each : files) Files.deleteIfExists(each);
    }
    deleteIfEmpty(PrivateFiles.parent(file));
    collect(candidates, begun);
  }

  private static boolean belongsTo(SessionId id, Path sibling) {
    return sibling.getFileName().toString().startsWith(id + Sessions.SUFFIX);
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      // Other sessions live there.
    }
  }

  private void collect(Set<String> candidates, Instant begun) throws IOException {
    var oldEnough =
        new OpenSessions(clock).isAny(shelf.files())
            ? begun.minus(GRACE)
            : begun.plus(Duration.ofNanos(1));
    var collector = new Collector(blobs, oldEnough);
    if (!candidates.isEmpty()) {
      var used = collector.reachable(shelf.everything());
      for (var candidate : candidates) {
        if (!used.contains(candidate)) collector.delete(candidate);
      }
    }
    new Collector(blobs, begun.minus(Duration.ofDays(1))).sweep();
  }
}
