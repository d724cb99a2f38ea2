package dev.jackdaw.api;

/** What of the conversation so far is wanted verbatim, folded or not. */
public sealed interface Recall {
  /** Returns how much is wanted at most; the rest is named by number. */
  int maxTokens();

  /** What stands under these numbers of the journal, both included. */
  record Range(long from, long to, int maxTokens) implements Recall {}

  /** The passages that match the words best. */
  record Query(String words, int maxTokens) implements Recall {}
}
