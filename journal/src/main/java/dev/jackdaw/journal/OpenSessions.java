package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Tells which sessions somebody has open. */
record OpenSessions(InstantSource clock) {
  boolean isAny(Iterable<Path> files) throws IOException {
    for (var file : files) if (has(file)) return true;
    return false;
  }

  /** Returns whether the session in the file is open, here or in another process. */
  boolean has(Path file) throws IOException {
    var id = Shelf.id(file);
    var lockFile = FileJournal.lockFile(file, id);
    if (!Files.exists(lockFile)) return false;
    try (var _ = SessionLock.acquire(lockFile, id, clock)) {
      return false;
    } catch (JackdawException _) {
      return true;
    }
  }
}
