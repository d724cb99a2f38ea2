package dev.jackdaw.testkit.server;

import dev.jackdaw.testkit.server.AnthropicPrompt.Ttl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A prompt cache as Anthropic documents it: entries exist only where a mark was, each mark looks at
 * 20 places for one, its own the first of them, prefixes below the minimum are not kept, and an
 * entry lives as long as its mark said since it was written or last used. It can be read once the
 * reply to the request that wrote it has begun. Where the documentation leaves a choice, the dearer
 * one is taken: reading a prefix renews the entries that are read or marked, not those on the way.
 * Not thread-safe.
 */
final class AnthropicCache {
  private static final int PLACES_LOOKED_AT = 20;

  private final int minimumTokens;
  private final Map<String, Entry> entries = new HashMap<>();
  private Duration now = Duration.ZERO;

  AnthropicCache(int minimumTokens) {
    this.minimumTokens = minimumTokens;
  }

  /**
   * What a prompt costs, in tokens.
   *
   * @param input neither read nor written
   */
  record Bill(int input, int read, int written5m, int written1h, Written written) {}

  /** The entries of a request, which nobody can read yet. */
  record Written(Map<String, Ttl> prefixes) {}

  private record Entry(Ttl ttl, Duration end) {}

  void clear() {
    entries.clear();
  }

  /** Lets time pass. */
  void later(Duration time) {
    now = now.plus(time);
    entries.values().removeIf(entry -> entry.end().compareTo(now) <= 0);
  }

  /** Makes entries readable. */
  void keep(Written written) {
    written.prefixes().forEach(this::keep);
  }

  private void keep(String prefix, Ttl ttl) {
    entries.put(prefix, new Entry(ttl, now.plus(ttl.time())));
  }

  private void renew(String prefix) {
    var entry = entries.get(prefix);
    if (entry != null) keep(prefix, entry.ttl());
  }

  /** Works out the bill; what it writes is for {@link #keep(Written)}. */
  Bill bill(AnthropicPrompt prompt) {
    var prefixes = prefixes(prompt);
    var ends = new ArrayList<Integer>();
    var sum = 0;
    for (var segment : prompt.segments()) {
      sum += segment.tokens();
      ends.add(sum);
    }
    var hit = hit(prompt, prefixes);
    var read = hit < 0 ? 0 : ends.get(hit);
    for (var i = 0; i <= hit; i++) {
      if (i == hit || prompt.markAt(i).isPresent()) renew(prefixes.get(i));
    }
    var paid = read;
    var written5m = 0;
    var written1h = 0;
    var written = new HashMap<String, Ttl>();
    for (var i = hit + 1; i < ends.size(); i++) {
      var mark = prompt.markAt(i);
      if (mark.isEmpty() || ends.get(i) < minimumTokens) continue;
      if (mark.get() == Ttl.ONE_HOUR) written1h += ends.get(i) - paid;
      else written5m += ends.get(i) - paid;
      paid = ends.get(i);
      written.put(prefixes.get(i), mark.get());
    }
    return new Bill(sum - paid, read, written5m, written1h, new Written(written));
  }

  /** Returns the last segment of the longest entry that a mark finds, -1 when none does. */
  private int hit(AnthropicPrompt prompt, List<String> prefixes) {
    for (var i = prefixes.size() - 1; i >= 0; i--) {
      if (prompt.markAt(i).isEmpty()) continue;
      for (var j = i; j > i - PLACES_LOOKED_AT && j >= 0; j--) {
        if (entries.containsKey(prefixes.get(j))) return j;
      }
    }
    return -1;
  }

  /** Returns for each segment a digest of all up to it. */
  private static List<String> prefixes(AnthropicPrompt prompt) {
    var prefixes = new ArrayList<String>();
    var before = "";
    for (var segment : prompt.segments()) {
      before = digest(before + segment.text());
      prefixes.add(before);
    }
    return prefixes;
  }

  private static String digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
