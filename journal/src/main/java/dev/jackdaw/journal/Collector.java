package dev.jackdaw.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the bodies that only a deleted session spoke of. A body is spoken of wherever the first
 * {@value #DIGITS} digits of its name stand, in a session's file or in another body: too many are
 * kept rather than too few.
 */
final class Collector {
  private static final int DIGITS = 16;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileBlobs blobs;

  /** Bodies used at or after this moment stay: a session may be about to speak of them. */
  private final Instant youngest;

  Collector(FileBlobs blobs, Instant youngest) {
    this.blobs = blobs;
    this.youngest = youngest;
  }

  /** Returns the names of everything the files speak of, directly or through other bodies. */
  Set<String> reachable(List<Path> files) throws IOException {
    var names = new HashSet<String>();
    for (var file : files) scan(file, names);
    var bodies = new HashSet<String>();
    var pending = new ArrayDeque<>(names);
    while (!pending.isEmpty()) {
      var body = find(pending.remove());
      if (body == null || !bodies.add(body.getFileName().toString())) continue;
      var more = new HashSet<String>();
      scan(body, more);
      pending.addAll(more);
    }
    return bodies;
  }

  private @Nullable Path find(String digits) throws IOException {
    try {
      return blobs.file(blobs.find(digits).sha256());
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /** Gathers the beginnings of all runs of hexadecimal digits that are long enough. */
  private static void scan(Path file, Set<String> names) throws IOException {
    var run = new StringBuilder();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(file)) {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (var i = 0; i < count; i++) {
          var c = (char) buffer[i];
          if (c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
            if (run.length() < DIGITS) run.append(c);
          } else {
            if (run.length() == DIGITS) names.add(run.toString());
            run.setLength(0);
          }
        }
      }
    }
    if (run.length() == DIGITS) names.add(run.toString());
  }

  /**
   * Deletes the body unless it was used lately. It is moved away first and looked at again, so that
   * a process that finds it useful at this very moment gets it back.
   */
  void delete(String sha256) throws IOException {
    var file = blobs.file(sha256);
    var away = blobs.folder().resolve(FileBlobs.UNFINISHED).resolve(sha256);
    try {
      if (isYoung(file)) return;
      PrivateFiles.createFolders(PrivateFiles.parent(away));
      Files.move(file, away, StandardCopyOption.ATOMIC_MOVE);
      if (isYoung(away)) Files.move(away, file, StandardCopyOption.ATOMIC_MOVE);
      else Files.delete(away);
    } catch (NoSuchFileException _) {
      // Another process was as quick.
    }
  }

  private boolean isYoung(Path file) throws IOException {
    return !Files.getLastModifiedTime(file).toInstant().isBefore(youngest);
  }

  /** Deletes what processes that ended left half written. */
  void sweep() throws IOException {
    try (var files = Files.newDirectoryStream(blobs.folder().resolve(FileBlobs.UNFINISHED))) {
      for (var file : files) {
        if (!isYoung(file)) Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // Nothing was ever written.
    }
  }
}
