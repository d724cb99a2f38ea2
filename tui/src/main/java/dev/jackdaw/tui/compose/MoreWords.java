package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.compose.SlashEntry.SlashArgument;
import java.util.List;

/** Completes words of which only somebody else knows what they can become. */
@FunctionalInterface
public interface MoreWords {
  MoreWords NONE = (_, _, _) -> List.of();

  /**
   * Returns what is known by now; never waits.
   *
   * @param before the words in front of it, a command first; empty for one that begins with
   *     {@code @}
   * @param word as far as it is typed
   * @param changed runs, on any thread, when there is more to be had for the same words
   */
  List<SlashArgument> of(List<String> before, String word, Runnable changed);
}
