package dev.jackdaw.tools.files;

import java.util.Optional;

/** One thing to be done to one file. */
sealed interface Change {
  Target target();

  /** Returns the file as it must still be; nothing when there must be none. */
  Optional<Snapshot> before();

  /**
   * The file gets this content.
   *
   * @param model the file whose mode and owner a new one gets
   */
  record Put(Target target, Optional<Snapshot> before, TextFile after, Optional<Snapshot> model)
      implements Change {
    Put(Target target, Optional<Snapshot> before, TextFile after) {
      this(target, before, after, before);
    }
  }

  /** The file goes away. */
  record Remove(Target target, Snapshot was) implements Change {
    @Override
    public Optional<Snapshot> before() {
      return Optional.of(was);
    }
  }
}
