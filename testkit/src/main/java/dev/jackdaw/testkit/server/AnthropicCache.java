package dev.jackdaw.testkit.server;

import dev.jackdaw.testkit.server.AnthropicPrompt.Ttl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A prompt cache as Anthropic documents it: entries exist where a mark was, each mark looks back at
 * most 20 blocks for one, prefixes below the minimum are not kept. Entries never expire by
 * themselves. Not thread-safe.
 */
final class AnthropicCache {
  private static final int BLOCKS_LOOKED_BACK = 20;

  private final int minimumTokens;
  private final Set<Prefix> entries = new HashSet<>();

  AnthropicCache(int minimumTokens) {
    this.minimumTokens = minimumTokens;
  }

  /**
   * What a prompt costs, in tokens.
   *
   * @param input neither read nor written
   */
  record Bill(int input, int read, int written5m, int written1h) {}

  private record Prefix(List<String> texts) {}

  void clear() {
    entries.clear();
  }

  /** Works out the bill and keeps what the marks ask for. */
  Bill bill(AnthropicPrompt prompt) {
    var ends = new ArrayList<Integer>();
    var sum = 0;
    for (var segment : prompt.segments()) {
      sum += segment.tokens();
      ends.add(sum);
    }
    var hit = hit(prompt);
    var read = hit < 0 ? 0 : ends.get(hit);
    var paid = read;
    var written5m = 0;
    var written1h = 0;
    for (var i = hit + 1; i < ends.size(); i++) {
      var mark = prompt.markAt(i);
      if (mark.isEmpty() || ends.get(i) < minimumTokens) continue;
      if (mark.get() == Ttl.ONE_HOUR) written1h += ends.get(i) - paid;
      else written5m += ends.get(i) - paid;
      paid = ends.get(i);
      entries.add(prefix(prompt, i));
    }
    return new Bill(sum - paid, read, written5m, written1h);
  }

  /** Returns the last segment of the longest entry that a mark finds, -1 when none does. */
  private int hit(AnthropicPrompt prompt) {
    for (var i = prompt.segments().size() - 1; i >= 0; i--) {
      if (prompt.markAt(i).isEmpty()) continue;
      for (var j = i; j >= Math.max(0, i - BLOCKS_LOOKED_BACK); j--) {
        if (entries.contains(prefix(prompt, j))) return j;
      }
    }
    return -1;
  }

  private static Prefix prefix(AnthropicPrompt prompt, int last) {
    return new Prefix(
        prompt.segments().subList(0, last + 1).stream()
            .map(AnthropicPrompt.Segment::text)
            .toList());
  }
}
