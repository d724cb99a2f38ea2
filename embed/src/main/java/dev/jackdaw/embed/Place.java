package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a session works.
 *
 * @param own the folder that was made for it and goes with it
 */
record Place(Workspace workspace, Optional<Path> own) implements AutoCloseable {
  static Place of(Optional<Path> wanted) {
    try {
      if (wanted.isPresent()) return new Place(Workspace.of(wanted.get()), Optional.empty());
      var made = Files.createTempDirectory("jackdaw-session-");
      return new Place(Workspace.of(made), Optional.of(made));
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "bad-directory",
          "The workspace cannot be used: " + e.getMessage() + ". Give workspace(Path) a folder.",
          e);
    }
  }

  @Override
  public void close() {
    own.ifPresent(Removal::remove);
  }
}
