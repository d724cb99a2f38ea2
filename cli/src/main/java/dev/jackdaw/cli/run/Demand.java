package dev.jackdaw.cli.run;

import dev.jackdaw.api.json.Json;
import java.util.Optional;

/** What the result of a task has to satisfy. */
public interface Demand {
  /** Returns what is wrong with the value, in words for the model; nothing when it fits. */
  Optional<String> fault(Json value);

  /** Returns the schema as it is shown to the model. */
  Json schema();
}
