package dev.jackdaw.tools.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files a person has open beside the session, in an editor. Implementations are called from
 * several threads; one that is interrupted returns nothing and leaves the thread interrupted.
 */
public interface OpenFiles {
  /** No file is known to be open. */
  OpenFiles NONE = _ -> Optional.empty();

  /** Returns the whole text of a file as it is shown, saved or not; nothing when not known. */
  Optional<String> text(Path file);
}
