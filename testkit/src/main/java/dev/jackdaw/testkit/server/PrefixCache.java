package dev.jackdaw.testkit.server;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt cache as OpenAI documents it: automatic, from 1,024 tokens on, in steps of 128. Entries
 * never expire. Not thread-safe.
 */
final class PrefixCache {
  private static final int MINIMUM_TOKENS = 1_024;
  private static final int STEP_TOKENS = 128;

  private final List<List<String>> seen = new ArrayList<>();

  /** What a prompt costs, in tokens; {@code cached} is a part of {@code prompt}. */
  record Bill(int prompt, int cached) {}

  /** Bills a prompt, given as the segments it consists of, in their order. */
  Bill bill(List<String> segments) {
    var best = 0;
    for (var earlier : seen) best = Math.max(best, common(earlier, segments));
    seen.add(List.copyOf(segments));
    var cached = best < MINIMUM_TOKENS ? 0 : best / STEP_TOKENS * STEP_TOKENS;
    return new Bill(tokens(segments), cached);
  }

  static int tokens(List<String> segments) {
    var sum = 0;
    for (var segment : segments) sum += Tokens.of(segment);
    return sum;
  }

  private static int common(List<String> earlier, List<String> now) {
    var same = 0;
    while (same < Math.min(earlier.size(), now.size()) && earlier.get(same).equals(now.get(same))) {
      same++;
    }
    return tokens(now.subList(0, same));
  }
}
