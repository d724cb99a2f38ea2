package dev.jackdaw.api;

import java.time.Duration;
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
 * @param cacheLifetime how long at least an unused prompt stays in the cache, if there is one
 */
public record ModelInfo(
    String provider,
    String name,
    int window,
    int maxOutput,
    Set<Feature> features,
    Optional<Prices> prices,
    Set<Effort> efforts,
    Duration cacheLifetime) {
  /** Anthropic's default lifetime, and the lower bound of the 5 to 10 minutes OpenAI states. */
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);

  /** A model whose prompts stay in the cache as long as providers usually keep them. */
  public ModelInfo(
      String provider,
      String name,
      int window,
      int maxOutput,
      Set<Feature> features,
      Optional<Prices> prices,
      Set<Effort> efforts) {
    this(provider, name, window, maxOutput, features, prices, efforts, USUAL_LIFETIME);
  }

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
    return new ModelInfo(
        provider, name, tokens, maxOutput, features, prices, efforts, cacheLifetime);
  }

  /** Returns this for prompts that are kept for another time. */
  public ModelInfo withCacheLifetime(Duration lifetime) {
    return new ModelInfo(provider, name, window, maxOutput, features, prices, efforts, lifetime);
  }

  /** Returns whether what is asked of it has a price that is known. */
  public boolean hasKnownPrice() {
    return prices
        .filter(known -> cacheLifetime.equals(USUAL_LIFETIME) || known.hourWrite().isPresent())
        .isPresent();
  }

  /** Returns {@code provider/name}. */
  public String id() {
    return provider + "/" + name;
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
