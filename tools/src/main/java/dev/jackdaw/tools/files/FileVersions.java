package dev.jackdaw.tools.files;

import dev.jackdaw.api.AgentId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each agent last saw of each file, whether it read the file or wrote it. An agent does not
 * know what another one saw. Safe for use by several threads.
 */
public final class FileVersions {
  private record Key(AgentId agent, Path path) {}

  private final Map<Key, Version> seen = new ConcurrentHashMap<>();
  private final OpenFiles open;

  public FileVersions() {
    this(OpenFiles.NONE);
  }

  /** As the other, for a session beside an editor. */
  public FileVersions(OpenFiles open) {
    this.open = open;
  }

  boolean hasEditor() {
    return !open.equals(OpenFiles.NONE);
  }

  /**
   * Returns what a file holds in the editor when that is not what the disk holds.
   *
   * @param disk the bytes of the file
   */
  Optional<String> unsaved(Path path, byte[] disk) {
    if (!hasEditor()) return Optional.empty();
    var shown = open.text(path);
    if (shown.isEmpty()) return shown;
    var saved = TextFile.of(disk);
    return saved.isEmpty() || saved.get().text().equals(TextFile.created(shown.get()).text())
        ? Optional.empty()
        : shown;
  }

  /**
   * Refuses to change what a person has not saved: it would be lost, or the change would.
   *
   * @throws FileProblem when the editor holds another text
   */
  void requireSaved(Target target, Optional<Snapshot> before) throws FileProblem {
    if (before.isEmpty() || unsaved(target.path(), before.get().bytes()).isEmpty()) return;
    throw new FileProblem(
        target.shown()
            + " has changes in the user's editor that are not saved. Nothing was done. Ask the user"
            + " to save or discard them, then read it again.");
  }

  void saw(AgentId agent, Path path, Version version) {
    seen.put(new Key(agent, path), version);
  }

  void forget(AgentId agent, Path path) {
    seen.remove(new Key(agent, path));
  }

  Optional<Version> seen(AgentId agent, Path path) {
    return Optional.ofNullable(seen.get(new Key(agent, path)));
  }
}
