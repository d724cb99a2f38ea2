package dev.jackdaw.api;

import java.nio.file.Path;

/**
 * One thing a call will do, stated before it does it. Policy decides on effects, the scheduler
 * orders by them, checkpoints and the sandbox are cut to them. Paths are absolute and canonical as
 * {@link Workspace#resolve} returns them.
 */
public sealed interface Effect {
  /** Reads the file, or anything below the directory. */
  record Reads(Path path) implements Effect {}

  /** Creates, changes or deletes the file, or anything below the directory. */
  record Writes(Path path) implements Effect {}

  /** Runs a command; what it does beyond that is not known. */
  record Executes(String command, Path directory) implements Effect {}

  /** Talks to a host. {@code port} is 1 to 65535. */
  record Connects(String host, int port) implements Effect {}

  /** Leaves something behind that will be executed later: a hook, a start file, a setting. */
  record Persists(Path path, String what) implements Effect {}
}
