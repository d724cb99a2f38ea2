package dev.jackdaw.journal;

import dev.jackdaw.api.Event;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets go of what no session needs for undo any more. */
final class CheckpointPruning {
  /** What was kept so recently may belong to a call that runs at this moment. */
  private static final Duration RECENT = Duration.ofHours(1);

  /** Sessions that nobody touched for so long are not undone any more. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Path root;
  private final Shelf shelf;
  private final FileBlobs blobs;
  private final Instant now;

  CheckpointPruning(Path root, Shelf shelf, FileBlobs blobs, Instant now) {
    this.root = root;
    this.shelf = shelf;
    this.blobs = blobs;
    this.now = now;
  }

  /** Returns how many bytes that freed. */
  long run() throws IOException {
    var freed = 0L;
    for (var project : Shelf.children(root)) {
      try (var folder = new CheckpointFolder(project)) {
        freed += folder.prune(steps(project.getFileName()), now.minus(RECENT));
      }
    }
    return freed;
  }

  private List<String> steps(Path project) throws IOException {
    var steps = new ArrayList<String>();
    for (var file : shelf.files(shelf.root().resolve(project))) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) continue;
      new Playback(blobs)
          .play(
              file,
              Files.size(file),
              occurrence -> {
                if (occurrence.event() instanceof Event.FilesChanged(_, _, var found)) {
                  steps.add(found.changes());
                }
              });
    }
    return steps;
  }
}
