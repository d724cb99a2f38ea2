package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The title of a session in a file beside it, so that listing sessions need not read them through.
 * It repeats what the journal says and may be missing.
 */
final class Title {
  private Title() {}

  static Path file(Path journal, SessionId session) {
    return journal.resolveSibling(session + ".title");
  }

  /** Best effort: what is lost here is found again in the journal. */
  static void write(Path journal, SessionId session, String title) {
    try {
      var unfinished = journal.resolveSibling(session + ".title.new");
      Files.deleteIfExists(unfinished);
      PrivateFiles.createFile(unfinished);
      Files.writeString(unfinished, title);
      Files.move(
          unfinished,
          file(journal, session),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException _) {
      // The list shows the first prompt instead.
    }
  }

  static Optional<String> read(Path journal, SessionId session) throws IOException {
    try {
      var title = Files.readString(file(journal, session)).strip();
      return title.isEmpty() ? Optional.empty() : Optional.of(title);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
