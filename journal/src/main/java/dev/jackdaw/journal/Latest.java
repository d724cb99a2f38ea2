package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session that was last in use without reading all of them: a file is never older than
 * its last record, so that the search ends at the first file older than what was found.
 */
final class Latest {
  private final String directory;
  private @Nullable SessionSummary prompted;
  private @Nullable SessionSummary silent;

  private record Candidate(Path file, Instant modified) {}

  private Latest(String directory) {
    this.directory = directory;
  }

  static Optional<SessionId> of(String directory, List<Path> files) {
    var search = new Latest(directory);
    for (var candidate : newestFirst(files)) {
      if (search.isSettledBefore(candidate.modified())) break;
      Sessions.summary(candidate.file()).ifPresent(search::look);
    }
    var found = search.prompted == null ? search.silent : search.prompted;
    return Optional.ofNullable(found).map(SessionSummary::id);
  }

  private static List<Candidate> newestFirst(List<Path> files) {
    var candidates = new ArrayList<Candidate>(files.size());
    for (var file : files) candidates.add(new Candidate(file, modified(file)));
    candidates.sort(Comparator.comparing(Candidate::modified).reversed());
    return candidates;
  }

  /** A file that is deleted at this moment comes last and is then passed over. */
  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException _) {
      return Instant.EPOCH;
    }
  }

  private boolean isSettledBefore(Instant modified) {
    return prompted != null && prompted.lastActivity().isAfter(modified);
  }

  private void look(SessionSummary summary) {
    if (!summary.directory().equals(directory)) return;
    if (summary.title().isEmpty()) silent = later(silent, summary);
    else prompted = later(prompted, summary);
  }

  private static SessionSummary later(@Nullable SessionSummary best, SessionSummary other) {
    if (best == null) return other;
    var order =
        Comparator.comparing(SessionSummary::lastActivity)
            .thenComparing(summary -> summary.id().value());
    return order.compare(other, best) > 0 ? other : best;
  }
}
