package dev.jackdaw.api;

import java.util.List;
import java.util.Set;

/** Decides whether a call may run. Immutable: a grant makes a new policy. */
public interface Policy {
  /**
   * Decides on data alone; equal arguments give equal decisions.
   *
   * @param call the tool and its input, for rules that name them
   * @param labels the origins of everything in the model's view
   */
  Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode);

  /**
   * Returns this policy with one more thing allowed.
   *
   * @param labels what was in the model's view when a person said so: they were told of it
   */
  Policy allowing(Rule rule, Set<Label> labels);

  /**
   * Returns whether the call is known to change nothing on this machine, whoever allowed it; a
   * command only when all that it does is known.
   */
  default boolean changesNothing(Block.Call call, List<Effect> effects) {
    return effects.stream()
        .allMatch(effect -> effect instanceof Effect.Reads || effect instanceof Effect.Connects);
  }

  /** Returns whether no call of the tool could ever be allowed, so that it need not be offered. */
  boolean forbids(String tool);
}
