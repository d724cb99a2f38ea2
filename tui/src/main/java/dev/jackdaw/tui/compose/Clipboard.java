package dev.jackdaw.tui.compose;

import java.util.Optional;

/** Where pictures are copied to. */
@FunctionalInterface
public interface Clipboard {
  /** Returns the picture that was copied last; nothing when something else was, or nothing. */
  Optional<Picture> picture() throws InterruptedException;
}
