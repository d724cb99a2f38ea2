package dev.jackdaw.engine.memory;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory files that were read. A file is not read again while time, size and identity of all it
 * was made of are the same, so that asking costs a look at the disk. Thread-safe.
 */
public final class Shelf {
  private final Map<Path, Held> held = new HashMap<>();

  /** {@code settled} once it was looked at some time after it was read. */
  private record Held(Source source, boolean settled) {}

  /** Returns the file as it was read when it is unchanged, else as it is now. */
  public synchronized Source get(Place place) {
    var known = held(place);
    return known != null && known.source().isCurrent() ? known.source() : read(place);
  }

  /**
   * As {@link #get}, but the first time it compares texts: what was written twice within a tick of
   * the clock of the file system has one time.
   */
  public synchronized Source checked(Place place) {
    var known = held(place);
    if (known == null || !known.source().isCurrent()) return read(place);
    if (known.settled()) return known.source();
    var fresh = SourceReader.read(place);
    var source = fresh.saysTheSameAs(known.source()) ? known.source() : fresh;
    held.put(place.file(), new Held(source, true));
    return source;
  }

  /** A file may be both the user's and the project's, which makes a difference. */
  private @Nullable Held held(Place place) {
    var known = held.get(place.file());
    return known != null && known.source().place().kind() == place.kind() ? known : null;
  }

  private Source read(Place place) {
    var source = SourceReader.read(place);
    held.put(place.file(), new Held(source, false));
    return source;
  }
}
