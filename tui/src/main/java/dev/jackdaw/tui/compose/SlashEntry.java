package dev.jackdaw.tui.compose;

import java.util.List;
import java.util.function.Supplier;

/**
 * A command that can be typed behind a slash, as it is offered.
 *
 * @param name without the slash
 * @param help what it does, in one line
 * @param arguments what its first argument can be, asked for once one is to be completed; may be
 *     empty
 */
public record SlashEntry(String name, String help, Supplier<List<SlashArgument>> arguments) {
  /** What an argument can be. */
  public record SlashArgument(String text, String help) {}

  /** Returns a command whose arguments are not completed. */
  public static SlashEntry of(String name, String help) {
    return new SlashEntry(name, help, List::of);
  }
}
