package dev.jackdaw.api;

import java.util.ArrayList;
import java.util.List;

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
      var calls = new ArrayList<Block.Call>();
      for (var block : blocks) {
        if (block instanceof Block.Call call) calls.add(call);
      }
      return List.copyOf(calls);
    }

    /** Returns the readable text, thinking left out. */
    public String text() {
      var out = new StringBuilder();
      for (var block : blocks) {
        if (block instanceof Block.Text text) out.append(text.text());
      }
      return out.toString();
    }
  }
}
