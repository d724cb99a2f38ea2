package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes places in which sub-agents work apart from the session's workspace. */
public interface Isolation {
  /**
   * Makes a place with the files of the workspace as they are now.
   *
   * @throws dev.jackdaw.api.JackdawException when there can be none here; the message says a way
   *     out
   */
  Place open(AgentId agent) throws IOException, InterruptedException;

  /** Returns what an agent of an earlier process left behind. */
  Optional<Path> leftBy(AgentId agent);

  /** Where one sub-agent works. Exactly one of {@link #keep} and {@link #close} ends it. */
  interface Place extends AutoCloseable {
    Workspace workspace();

    MemoryFiles memory();

    /** Decides there; it allows nothing that the session's own forbids. */
    Policy policy();

    Toolset toolset();

    /** Compares with the session's workspace as it is now, and changes nothing. */
    Merge merge() throws IOException, InterruptedException;

    /** Leaves it to a person, and returns where it is. */
    Path keep() throws IOException;

    /** Removes it. */
    @Override
    void close() throws IOException;
  }

  /** How the work of a place would come back. */
  interface Merge {
    /** Returns the files of the session's workspace that would change. */
    List<Path> writes();

    /** Returns what both sides changed; {@link #apply} may add to it. */
    List<String> conflicts();

    /** Brings it back, but for the conflicts, and returns what was written. */
    List<Path> apply();
  }
}
