package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Prompt;
import java.util.ArrayList;
import java.util.List;

/** Prompts and notices that an agent has not heard yet. Thread-safe. */
final class Inbox {
  private final List<Prompt> prompts = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  void add(List<Block.Content> prompt) {
    add(Prompt.of(prompt));
  }

  synchronized void add(Prompt prompt) {
    prompts.add(prompt);
    notifyAll();
  }

  /** Adds something that Jackdaw has to tell. */
  synchronized void notice(String text) {
    notices.add(text);
    notifyAll();
  }

  synchronized List<Prompt> drain() {
    var all = List.copyOf(prompts);
    prompts.clear();
    return all;
  }

  synchronized List<String> drainNotices() {
    var all = List.copyOf(notices);
    notices.clear();
    return all;
  }

  synchronized boolean hasMore() {
    return hasPrompts() || !notices.isEmpty();
  }

  synchronized boolean hasPrompts() {
    return !prompts.isEmpty();
  }

  /** Waits until there is something to hear. */
  synchronized void awaitMore() throws InterruptedException {
    while (!hasMore()) wait();
  }
}
