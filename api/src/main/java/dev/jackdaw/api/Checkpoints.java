package dev.jackdaw.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what is needed to undo calls. Implementations are safe for use by several threads. */
public interface Checkpoints extends AutoCloseable {
  /** Keeps nothing: no call can be undone. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Checkpoint before(CallId call, List<Effect> effects) {
          return Optional::empty;
        }

        @Override
        public Optional<Found> since(CallId call) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /**
   * Keeps what a call may change, which is about to run. Whatever it changes can be given back once
   * this returned, unless {@link Checkpoint#after} says otherwise.
   *
   * @param effects what it will do; a command may change anything in the workspace
   * @throws IOException when it could not be kept, as on a full disk
   * @throws InterruptedException when interrupted while it looks; nothing is kept for this call
   */
  Checkpoint before(CallId call, List<Effect> effects) throws IOException, InterruptedException;

  /**
   * The same, which says how far it is where that takes long.
   *
   * @param progress hears a line for people from time to time
   */
  default Checkpoint before(CallId call, List<Effect> effects, Consumer<String> progress)
      throws IOException, InterruptedException {
    return before(call, effects);
  }

  /**
   * Returns what of the workspace could not be given back if a command deleted all of it, for
   * people; nothing when all of it could.
   */
  default Optional<String> gap() throws IOException, InterruptedException {
    return Optional.empty();
  }

  /** The same, which says how far it is as {@link #before(CallId, List, Consumer)} does. */
  default Optional<String> gap(Consumer<String> progress) throws IOException, InterruptedException {
    return gap();
  }

  /** Looks at the workspace, for {@link #meanwhile} to find what changes from now on. */
  default void remember() throws IOException {}

  /**
   * Returns what changed in the workspace since it was last looked at, which belongs to no call
   * that was kept here; nothing when that is nothing, or it was never looked at.
   */
  default Optional<Found> meanwhile() throws IOException {
    return Optional.empty();
  }

  /**
   * Returns what changed in the workspace since a process that was killed last looked at it;
   * nothing when that is nothing, or it was never looked at.
   */
  default Optional<Found> abandoned() throws IOException {
    return Optional.empty();
  }

  /**
   * Returns what changed since a call of this session was about to run, whose end nobody saw;
   * nothing when that is not known.
   */
  Optional<Found> since(CallId call);

  @Override
  void close();

  /** The state before one call. */
  @FunctionalInterface
  interface Checkpoint {
    /**
     * Looks what the call changed and keeps that too. Asked once, after its end.
     *
     * @return nothing when it changed nothing
     */
    Optional<Found> after() throws IOException;
  }

  /**
   * What changed.
   *
   * @param changes the name under which all of it is kept
   * @param files how many files, folders and links
   * @param paths the first of them for people, each with {@code +} for made, {@code ~} for changed,
   *     {@code -} for deleted before it
   * @param notes what cannot be given back, for people
   * @param shared whether others, the user among them, may have changed some of it meanwhile
   */
  record Found(String changes, int files, List<String> paths, List<String> notes, boolean shared) {
    public Found {
      paths = List.copyOf(paths);
      notes = List.copyOf(notes);
    }

    /** What one call changed. */
    public Found(String changes, int files, List<String> paths, List<String> notes) {
      this(changes, files, paths, notes, false);
    }

    /** Returns the same as what others may have had a part in. */
    public Found asShared() {
      return new Found(changes, files, paths, notes, true);
    }
  }
}
