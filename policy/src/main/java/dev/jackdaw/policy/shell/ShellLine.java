package dev.jackdaw.policy.shell;

import java.util.List;

/** A shell line as far as it is understood. */
public sealed interface ShellLine {
  /**
   * A list or pipeline of simple commands, each nothing but literal words: what they say is what
   * runs. Redirections that only join or discard output are left out.
   */
  record Plain(List<Simple> commands) implements ShellLine {
    public Plain {
      commands = List.copyOf(commands);
    }
  }

  /** Anything else; {@code why} completes "the line holds". */
  record Unclear(String why) implements ShellLine {}

  /** A program and its operands after quote removal; at least one word. */
  record Simple(List<String> words) {
    public Simple {
      words = List.copyOf(words);
      if (words.isEmpty()) throw new IllegalArgumentException("a command has at least one word");
    }

    public String program() {
      return words.getFirst();
    }
  }

  static ShellLine parse(String text) {
    return new ShellReader(text).read();
  }
}
