package dev.jackdaw.journal;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps apart who lets go of checkpoints of a project and who begins to use them. Whoever prunes
 * takes this lock first and then looks whether a session is open; a session is open before it looks
 * at this lock. So at least one of them sees the other.
 */
public final class PruningLock {
  private static final String NAME = "pruning";
  private static final SessionId PRUNING = new SessionId(NAME);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 20;

  private PruningLock() {}

  /** Takes it; nothing when somebody else has it. */
  static Optional<AutoCloseable> take(Path project, InstantSource clock) throws IOException {
    try {
      return Optional.of(SessionLock.acquire(project.resolve(NAME), PRUNING, clock));
    } catch (JackdawException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns when nobody lets go of checkpoints.
   *
   * @throws IOException when somebody does so for minutes
   */
  public static void await(Path project) throws IOException, InterruptedException {
    var file = project.resolve(NAME);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Files.exists(file) && isHeld(project)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("what is kept for undo is being cleared up elsewhere; try again");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static boolean isHeld(Path project) throws IOException {
    var lock = take(project, InstantSource.system());
    if (lock.isEmpty()) return true;
    try (var _ = lock.get()) {
      return false;
    } catch (Exception e) {
      throw e instanceof IOException known ? known : new IOException(e);
    }
  }
}
