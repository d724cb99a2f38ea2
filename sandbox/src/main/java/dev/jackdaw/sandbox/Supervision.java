package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** Starts programs and makes the changes in the workspace that they may make. */
@FunctionalInterface
public interface Supervision {
  /**
   * Starts one that sees the workspace as read-only.
   *
   * @param open a file it has open as descriptor 3, for reading
   * @throws IOException when it cannot be started, or not be supervised
   */
  Process start(Launch launch, Path open) throws IOException;
}
