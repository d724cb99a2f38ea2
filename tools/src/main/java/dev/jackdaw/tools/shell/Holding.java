package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds back what commands write until it is known whether it shall count. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface Holding {
  /**
   * Begins to hold what one command writes in the workspace.
   *
   * @throws IOException when it cannot be held; then the command must not run
   */
  Hold begin(Workspace workspace) throws IOException;

  /** What one command writes. Looked at when nothing of the command runs any more. */
  interface Hold extends AutoCloseable {
    /** Returns what makes the command write there. */
    Launcher.Cover cover(Path directory);

    /** Returns what it wrote. */
    Written written() throws IOException;

    /** Brings it to the workspace, all of it, or nothing where there is a conflict. */
    Written apply() throws IOException;

    /** Forgets what was not applied. */
    @Override
    void close();
  }

  /**
   * What was written.
   *
   * @param conflicts what somebody else changed meanwhile, for people
   * @param notes what cannot be brought to the workspace, for people
   */
  record Written(List<Change> changes, List<String> conflicts, List<String> notes) {
    public Written {
      changes = List.copyOf(changes);
      conflicts = List.copyOf(conflicts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A path that changes.
   *
   * @param sign {@code +} for made, {@code ~} for changed, {@code -} for deleted
   * @param content the file as it would be; nothing for anything but a file
   */
  record Change(char sign, Path path, Optional<Path> content) {}
}
