package dev.jackdaw.engine;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.ModelInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a session learned about the windows of its models. Thread-safe. */
final class Windows {
  private final Map<String, Integer> learned = new ConcurrentHashMap<>();

  void learn(Event.WindowLearned event) {
    if (event.tokens() > 0) learned.put(event.model(), event.tokens());
  }

  /** Returns the model with the window it turned out to have. */
  ModelInfo known(ModelInfo model) {
    var tokens = learned.get(model.id());
    return tokens == null ? model : model.withWindow(tokens);
  }
}
