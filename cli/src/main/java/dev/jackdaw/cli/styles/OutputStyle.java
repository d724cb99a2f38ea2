package dev.jackdaw.cli.styles;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;

/**
 * A way to talk to the person.
 *
 * @param origin whose it is, for people
 * @param label whose words it is made of
 */
public record OutputStyle(
    String name, String description, String origin, Label label, String body) {
  /** Returns what the agent is told. */
  public Block.Text orders() {
    return new Block.Text(
        "How to talk to the user (output style \""
            + name
            + "\"). It is about the words only: what you do and check stays the same.\n\n"
            + body,
        label);
  }
}
