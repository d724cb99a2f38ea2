package dev.jackdaw.api.files;

import java.nio.file.Path;

/** What git ignores in a folder. Immutable. */
public interface IgnoreRules {
  /** Nothing is ignored. */
  IgnoreRules NONE =
      new IgnoreRules() {
        @Override
        public IgnoreRules below(Folder child) {
          return this;
        }

        @Override
        public boolean ignores(Path entry, boolean isFolder) {
          return false;
        }
      };

  /** Returns the rules in a folder directly below. */
  IgnoreRules below(Folder child);

  /** Returns whether an entry of the folder, by its whole path, is ignored. */
  boolean ignores(Path entry, boolean isFolder);
}
