package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.ToolResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out whose words a stored body holds: those of the result of a call that names it. */
final class BlobOrigins {
  /** Who could not be found may be anybody. */
  private static final Label UNKNOWN = new Label(Label.Source.OUTSIDE, "a stored body");

  private final Consumer<Consumer<Occurrence>> journal;
  private @Nullable Label found;

  BlobOrigins(Consumer<Consumer<Occurrence>> journal) {
    this.journal = journal;
  }

  /** The first call that names it made it; later ones may have read it. */
  Label of(Blobs.Handle handle) {
    journal.accept(occurrence -> {
      if (found == null
          && occurrence.event() instanceof Event.CallFinished finished
          && names(finished.result(), handle)) {
        found = finished.result().label();
      }
    });
    return found == null ? UNKNOWN : found;
  }

  private static boolean names(ToolResult result, Blobs.Handle handle) {
    return result.details().compact().contains(handle.sha256())
        || result.text().contains(handle.reference());
  }
}
