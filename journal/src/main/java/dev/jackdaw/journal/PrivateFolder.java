package dev.jackdaw.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Makes folders that only their owner may read, for what is kept beside the sessions. */
public final class PrivateFolder {
  private PrivateFolder() {}

  /** Creates the folder and what is missing above it. */
  public static void create(Path folder) throws IOException {
    PrivateFiles.createFolders(folder);
  }
}
