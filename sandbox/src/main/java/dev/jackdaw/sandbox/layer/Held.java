package dev.jackdaw.sandbox.layer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a layer holds: the changes a command made that do not count yet.
 *
 * @param changes in the order of their paths
 * @param conflicts what somebody else changed since the layer began
 * @param notes what cannot be brought to the workspace, for people
 */
public record Held(List<Change> changes, List<Conflict> conflicts, List<String> notes) {
  public Held {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    notes = List.copyOf(notes);
  }

  /**
   * A path that changes.
   *
   * @param sign {@code +} for made, {@code ~} for changed, {@code -} for deleted
   * @param content the file as it would be, in the layer; nothing for anything but a file
   */
  public record Change(char sign, Path path, Optional<Path> content) {}

  /** A path that is not as it was when the layer began. */
  public record Conflict(Path path, String why) {}
}
