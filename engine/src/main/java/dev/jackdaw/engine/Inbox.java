package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import java.util.ArrayList;
import java.util.List;

/** Prompts that an agent has not heard yet. Thread-safe. */
final class Inbox {
  private final List<List<Block.Content>> prompts = new ArrayList<>();

  synchronized void add(List<Block.Content> prompt) {
    prompts.add(List.copyOf(prompt));
  }

  synchronized List<List<Block.Content>> drain() {
    var all = List.copyOf(prompts);
    prompts.clear();
    return all;
  }

  synchronized boolean hasMore() {
    return !prompts.isEmpty();
  }
}
