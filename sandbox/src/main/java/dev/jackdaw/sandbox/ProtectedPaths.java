package dev.jackdaw.sandbox;

import java.nio.file.Path;

/**
 * Knows what a command must not write in its workspace, whether or not it is there. Safe for use by
 * several threads.
 */
@FunctionalInterface
public interface ProtectedPaths {
  /** Returns whether the path, absolute and without links, or one above it is protected. */
  boolean isProtected(Path canonical);
}
