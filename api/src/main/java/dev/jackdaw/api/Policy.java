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
   * Returns what the call does as far as that is certain, for those who order calls: a command
   * whose every act is known is replaced by these acts. Nothing is decided by it.
   */
  default List<Effect> certain(Block.Call call, List<Effect> effects) {
    return effects;
  }

  /**
   * Returns this policy with one more thing allowed.
   *
   * @param labels what was in the model's view when a person said so: they were told of it
   */
  Policy allowing(Rule rule, Set<Label> labels);

  /**
   * Returns this policy as it would be if the user's settings also held this rule, which was
   * written before anything was in view.
   */
  default Policy supposing(Rule rule) {
    return allowing(rule, Set.of());
  }

  /** Returns whether no call of the tool could ever be allowed, so that it need not be offered. */
  boolean forbids(String tool);
}
