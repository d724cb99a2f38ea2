package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells whether the history of a repository moved: every commit, reset and switch is logged. */
final class GitHistory {
  private static final Path LOGS = Path.of("logs");
  private static final Path HEAD = Path.of("HEAD");

  private GitHistory() {}

  static Node of(Folder folder, Path name, Node before) {
    var node =
        new Node.Repository(log(folder, name).map(GitHistory::stamp).orElse(Node.Stamp.NONE));
    return node.equals(before) ? before : node;
  }

  private static Optional<BasicFileAttributes> log(Folder folder, Path name) {
    try (var git = folder.folder(name);
        var logs = git.folder(LOGS)) {
      return logs.attributes(HEAD);
    } catch (IOException _) {
      return Optional.empty(); // nothing was committed, or it is a pointer to another folder
    }
  }

  private static Node.Stamp stamp(BasicFileAttributes log) {
    return new Node.Stamp(log.size(), log.lastModifiedTime().to(TimeUnit.NANOSECONDS), 0);
  }
}
