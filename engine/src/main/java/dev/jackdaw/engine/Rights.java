package dev.jackdaw.engine;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import java.util.List;
import java.util.function.Consumer;

/** What the session may do: its policy with the grants given so far, and its mode. Thread-safe. */
final class Rights {
  private final Consumer<Rule> keeper;
  private final Origins origins;
  private Policy policy;
  private Mode mode;

  /** {@code keeper} hears the rules that are to outlive the session. */
  Rights(Policy policy, Mode mode, Consumer<Rule> keeper, Origins origins) {
    this.origins = origins;
    this.policy = policy;
    this.mode = mode;
    this.keeper = keeper;
  }

  synchronized Decision decide(Block.Call call, List<Effect> effects) {
    return policy.decide(call, effects, origins.labels(), mode);
  }

  /** Returns what a call is known to do, for the order of calls. */
  synchronized List<Effect> certain(Block.Call call, List<Effect> effects) {
    return policy.certain(call, effects);
  }

  synchronized boolean forbids(String tool) {
    return policy.forbids(tool);
  }

  /** Makes what a person answered take effect. */
  void accept(Answer answer) {
    switch (answer) {
      case Answer.AllowForSession(var rule) -> grant(rule);
      case Answer.AllowAlways(var rule) -> {
        grant(rule);
        keeper.accept(rule);
      }
      case Answer.AllowOnce _, Answer.Refuse _, Answer.Chosen _, Answer.Dismissed _ -> {}
    }
  }

  /** Takes back in, on resume, what a person answered earlier in the session. */
  void restore(Answer answer) {
    if (answer instanceof Answer.AllowForSession(var rule)) grant(rule);
  }

  private synchronized void grant(Rule rule) {
    policy = policy.allowing(rule, origins.labels());
  }

  synchronized Mode mode() {
    return mode;
  }

  synchronized void mode(Mode other) {
    mode = other;
  }
}
