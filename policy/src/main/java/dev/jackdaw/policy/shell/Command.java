package dev.jackdaw.policy.shell;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.List;

/**
 * One command of a shell line with everything it does.
 *
 * @param words the program and its arguments as it gets them; patterns are not expanded
 * @param unknown why its effects are not known, without a full stop; empty when they are
 */
public record Command(
    String text,
    Path directory,
    List<String> words,
    List<String> options,
    List<Operand> operands,
    List<Effect> effects,
    String unknown) {
  public Command {
    words = List.copyOf(words);
    options = List.copyOf(options);
    operands = List.copyOf(operands);
    effects = List.copyOf(effects);
  }

  /** Returns whether all it does is in its effects. */
  public boolean isKnown() {
    return unknown.isEmpty();
  }
}
