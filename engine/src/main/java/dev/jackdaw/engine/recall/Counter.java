package dev.jackdaw.engine.recall;

import java.util.Arrays;
import java.util.List;

/** Counts how often the terms of a query stand in a text. Not thread-safe. */
final class Counter {
  private final char[][] terms;
  private final int[] hashes;
  private final int[] counts;
  private final int[] table;
  private final Words words = new Words(this::see);
  private int length;

  Counter(List<String> terms) {
    this.terms = new char[terms.size()][];
    hashes = new int[terms.size()];
    counts = new int[terms.size()];
    table = new int[Integer.highestOneBit(Math.max(8, terms.size() * 4))];
    Arrays.fill(table, -1);
    for (var i = 0; i < hashes.length; i++) {
      this.terms[i] = terms.get(i).toCharArray();
      hashes[i] = Words.hash(this.terms[i], this.terms[i].length);
      var slot = slot(hashes[i]);
      while (table[slot] >= 0) slot = slot + 1 & table.length - 1;
      table[slot] = i;
    }
  }

  void clear() {
    Arrays.fill(counts, 0);
    length = 0;
  }

  void add(String text, int from, int to) {
    words.read(text, from, to);
  }

  /**
   * Returns how often each term was seen, in the order of the query; changes with the next text.
   */
  int[] counts() {
    return counts;
  }

  /** Returns how many terms there were, those of the query or not. */
  int length() {
    return length;
  }

  boolean isEmpty() {
    for (var count : counts) if (count > 0) return false;
    return true;
  }

  private void see(char[] chars, int from, int to, int hash) {
    length++;
    var slot = slot(hash);
    for (var i = table[slot]; i >= 0; i = table[slot]) {
      if (hashes[i] == hash && Arrays.equals(terms[i], 0, terms[i].length, chars, from, to)) {
        counts[i]++;
        return;
      }
      slot = slot + 1 & table.length - 1;
    }
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & table.length - 1;
  }
}
