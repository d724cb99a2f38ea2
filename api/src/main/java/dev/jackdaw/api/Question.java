package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.List;

/** Something only a person can answer. */
public sealed interface Question {
  /**
   * May this call run?
   *
   * @param remember the rule a lasting yes would add
   * @param origins where the text came from that the model has in view: each kind once, with a
   *     detail only for what is outside the workspace; empty where that is not known
   */
  record Approval(
      Block.Call call,
      String summary,
      List<Effect> effects,
      String reason,
      Rule remember,
      List<Label> origins)
      implements Question {
    public Approval {
      effects = List.copyOf(effects);
      origins = List.copyOf(origins);
    }

    /** Returns the call with an input that a person put in the place of its own. */
    public Block.Call with(Json.Obj input) {
      return new Block.Call(call.id(), call.tool(), input);
    }

    /** A question of which nobody said what is in view. */
    public Approval(
        Block.Call call, String summary, List<Effect> effects, String reason, Rule remember) {
      this(call, summary, effects, reason, remember, List.of());
    }
  }

  /**
   * Which of these? An answer in the person's own words is always possible.
   *
   * @param several whether more than one may be chosen
   */
  record Choice(String text, List<Option> options, boolean several) implements Question {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** One of the options of a {@link Choice}; the description may be empty. */
  record Option(String label, String description) {}
}
