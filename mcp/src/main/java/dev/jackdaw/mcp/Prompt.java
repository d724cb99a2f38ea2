package dev.jackdaw.mcp;

import java.util.List;

/**
 * A prompt that a server has, as a command.
 *
 * @param command what a user types, {@code /mcp__server__prompt}
 * @param arguments in their order
 */
public record Prompt(String command, String description, List<Argument> arguments) {
  /** One of its arguments. */
  public record Argument(String name, String description, boolean required) {}

  public Prompt {
    arguments = List.copyOf(arguments);
  }
}
