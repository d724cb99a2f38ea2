package dev.jackdaw.tools.output;

import dev.jackdaw.api.Blobs;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the whole of an output once it grows beyond what memory holds, up to {@value
 * #MAX_KEPT_BYTES} bytes. Storage that fails costs the stored copy, never the command. Used by one
 * thread.
 */
public final class Keeper implements AutoCloseable {
  /** Enough for any log; a command that never stops must not fill the disk. */
  public static final long MAX_KEPT_BYTES = 100L * 1024 * 1024;

  private final Blobs blobs;
  private Blobs.@Nullable Sink sink;
  private long kept;
  private boolean failed;

  public Keeper(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Takes what is about to be appended. */
  public void accept(Output before, byte[] bytes, int count) {
    if (failed || before.total() + count <= Output.CAPACITY_BYTES && sink == null) return;
    try {
      var target = sink;
      if (target == null) {
        target = blobs.create();
        sink = target;
        target.write(before.since(0).whole());
        kept = before.total();
      }
      var room = Math.clamp(MAX_KEPT_BYTES - kept, 0, count);
      target.write(bytes, 0, room);
      kept += room;
    } catch (IOException _) {
      failed = true;
    }
  }

  /** Returns the stored output; nothing when it was small or could not be stored. */
  public Optional<Blobs.Handle> finish() {
    if (sink == null || failed) return Optional.empty();
    try {
      return Optional.of(sink.commit());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (sink == null) return;
    try {
      sink.close();
    } catch (IOException _) {
      // A sink that was not committed leaves nothing behind by contract.
    }
  }
}
