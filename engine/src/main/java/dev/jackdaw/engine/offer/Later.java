package dev.jackdaw.engine.offer;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Tool;
import java.util.List;

/**
 * Tools that come while a session runs, such as those of servers that are still starting. What a
 * model was told at the beginning must not change for them: it finds them by a search. Safe for use
 * by several threads.
 */
public interface Later {
  /** Returns those that are there now. */
  List<Tool<?>> arrived();

  /** As {@link #arrived}, once those that are on their way are there or have failed. */
  List<Tool<?>> awaited() throws InterruptedException;

  /** Returns whether a tool of this name may be one of them. */
  boolean mayBring(String tool);

  /** Returns a sentence for the model on what may come; the same for as long as a session lasts. */
  String description();

  /**
   * Returns a user's prompt with what it mentions of the places the tools come from: their
   * resources, their prompts. May wait.
   */
  default List<Block.Content> spelledOut(List<Block.Content> prompt, Blobs blobs)
      throws InterruptedException {
    return prompt;
  }

  /** Returns what the model should know of those that did not come; empty when all did. */
  default String troubles() {
    return "";
  }
}
