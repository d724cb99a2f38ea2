package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.ToolSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds tools by words: Okapi BM25 (Robertson and Zaragoza, 2009) over name, description and the
 * names of what they take, where a word of the name counts as much as several others. Made when it
 * is first asked. Safe for use by several threads.
 */
final class ToolIndex {
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double WEIGHT_OF_NAME = 4;
  private static final int NEAR = 5;

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** How often a tool has which word, and all its words. */
  private record Entry(String name, Map<String, Double> words, double length) {}

  private record Scored(String name, double score) {}

  private final List<ToolSpec> specs;
  private @Nullable List<Entry> made; // guarded by this

  ToolIndex(List<ToolSpec> specs) {
    this.specs = List.copyOf(specs);
  }

  /** Returns the names that fit best, the best first; ties by name. */
  List<String> find(String query, int limit) {
    var wanted = new HashSet<>(words(query));
    var entries = entries();
    var average = entries.stream().mapToDouble(Entry::length).average().orElse(1);
    var weights = new HashMap<String, Double>();
    for (var word : wanted) weights.put(word, weight(word, entries));
    var scored = new ArrayList<Scored>();
    for (var entry : entries) {
      var score = 0.0;
      for (var word : weights.entrySet()) {
        var count = entry.words().getOrDefault(word.getKey(), 0.0);
        var norm = K1 * (1 - B + B * entry.length() / average);
        score += word.getValue() * count * (K1 + 1) / (count + norm);
      }
      if (score > 0) scored.add(new Scored(entry.name(), score));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::name));
    var found = scored.stream().map(Scored::name).limit(limit).toList();
    return found.isEmpty() ? near(query.strip()).stream().limit(limit).toList() : found;
  }

  private static double weight(String word, List<Entry> entries) {
    var with = entries.stream().filter(entry -> entry.words().containsKey(word)).count();
    return Math.log(1 + (entries.size() - with + 0.5) / (with + 0.5));
  }

  /** Returns names that somebody may have meant by this one. */
  List<String> near(String name) {
    var left = new ArrayList<>(specs.stream().map(ToolSpec::name).toList());
    var near = new ArrayList<String>();
    while (near.size() < NEAR) {
      var next = Nearest.of(name, left);
      if (next.isEmpty()) break;
      near.add(next.get());
      left.remove(next.get());
    }
    return near;
  }

  private synchronized List<Entry> entries() {
    if (made == null) made = specs.stream().map(ToolIndex::entry).toList();
    return made;
  }

  private static Entry entry(ToolSpec spec) {
    var counts = new HashMap<String, Double>();
    for (var word : words(spec.name())) counts.merge(word, WEIGHT_OF_NAME, Double::sum);
    for (var word : words(spec.description())) counts.merge(word, 1.0, Double::sum);
    var members = spec.inputSchema().object("properties").members().keySet();
    for (var word : words(String.join(" ", members))) counts.merge(word, 1.0, Double::sum);
    var length = counts.values().stream().mapToDouble(count -> count).sum();
    return new Entry(spec.name(), counts, length);
  }

  /** Returns the words in lower case, without the plural's s. */
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var word : BETWEEN_WORDS.split(CAMEL.matcher(text).replaceAll(" "))) {
      var plain = word.toLowerCase(Locale.ROOT);
      if (plain.length() > 3 && plain.endsWith("s") && !plain.endsWith("ss")) {
        plain = plain.substring(0, plain.length() - 1);
      }
      if (!plain.isEmpty()) words.add(plain);
    }
    return words;
  }
}
