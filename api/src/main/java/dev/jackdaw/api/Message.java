package dev.jackdaw.api;

import java.util.List;
import java.util.stream.Collectors;

/** One side's contribution to a conversation. */
public sealed interface Message {
  List<? extends Block> blocks();

  /** To the model: a person's words, or the results of the calls before it. */
  record User(List<Block.Given> blocks) implements Message {
    public User {
      blocks = List.copyOf(blocks);
    }

    public static User text(String text) {
      return new User(List.of(new Block.Text(text, Label.USER)));
    }
  }

  /** From the model. */
  record Assistant(List<Block.Said> blocks) implements Message {
    public Assistant {
      blocks = List.copyOf(blocks);
    }

    /** Returns the calls, in the order the model made them. */
    public List<Block.Call> calls() {
      return blocks.stream()
          .filter(Block.Call.class::isInstance)
          .map(Block.Call.class::cast)
          .toList();
    }

    /** Returns the readable text, thinking left out. */
    public String text() {
      return blocks.stream()
          .filter(Block.Text.class::isInstance)
          .map(block -> ((Block.Text) block).text())
          .collect(Collectors.joining());
    }
  }
}
