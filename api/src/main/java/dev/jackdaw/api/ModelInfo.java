package dev.jackdaw.api;

import java.util.Optional;
import java.util.Set;

/**
 * What is known about a model.
 *
 * @param provider such as {@code anthropic}
 * @param name as the provider spells it
 * @param window tokens of context, prompt and reply together; 0 when not known
 * @param maxOutput tokens of one reply at most; 0 when not known
 * @param prices nothing when not known, which is never shown as free
 * @param efforts the levels it has; empty when not known
 */
public record ModelInfo(
    String provider,
    String name,
    int window,
    int maxOutput,
    Set<Feature> features,
    Optional<Prices> prices,
    Set<Effort> efforts) {

  /** A model of whose levels of effort nothing is known. */
  public ModelInfo(
      String provider,
      String name,
      int window,
      int maxOutput,
      Set<Feature> features,
      Optional<Prices> prices) {
    this(provider, name, window, maxOutput, features, prices, Set.of());
  }

  /** What a model can do beyond text and calls. */
  public enum Feature {
    IMAGES,
    THINKING,
    PARALLEL_CALLS,
    PROMPT_CACHE,
    /** Trained on the patch envelope of {@code apply_patch}. */
    PATCH
  }

  public ModelInfo {
    features = Set.copyOf(features);
    efforts = Set.copyOf(efforts);
  }

  /** Returns what is known once the window has turned out to be another. */
  public ModelInfo withWindow(int tokens) {
    return new ModelInfo(provider, name, tokens, maxOutput, features, prices, efforts);
  }

  /** Returns {@code provider/name}. */
  public String id() {
    return provider + "/" + name;
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
