package dev.jackdaw.benchmarks.context;

import java.util.List;

/** The models of caches, by name. */
final class Caches {
  static final List<String> NAMES = List.of("anthropic", "anthropic-1h", "openai", "none");

  private static final double FIVE_MINUTES = 300;
  private static final double HOUR = 3_600;

  private Caches() {}

  /** Returns a new empty one. */
  static PromptCache cache(String name) {
    return switch (name) {
      case "anthropic" -> new PromptCache.Marked(FIVE_MINUTES, 1.25);
      case "anthropic-1h" -> new PromptCache.Marked(HOUR, 2);
      case "openai" -> new PromptCache.Automatic();
      case "none" -> new PromptCache.None();
      default -> throw new IllegalArgumentException("no cache " + name);
    };
  }
}
