package dev.jackdaw.engine;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do: the session's policy with the grants given so far, and its mode. A
 * sub-agent has those of its parent or less; what a person grants to one is granted to all.
 * Thread-safe.
 */
final class Rights {
  private final @Nullable Rights parent;
  private final Optional<Mode> most;
  private final Consumer<Rule> keeper;
  private final Origins origins;
  private final List<Rule> granted = new ArrayList<>();
  private @Nullable Policy policy;
  private Mode mode;

  /** {@code keeper} hears the rules that are to outlive the session. */
  Rights(Policy policy, Mode mode, Consumer<Rule> keeper, Origins origins) {
    this(null, policy, mode, Optional.empty(), keeper, origins);
  }

  private Rights(
      @Nullable Rights parent,
      @Nullable Policy policy,
      Mode mode,
      Optional<Mode> most,
      Consumer<Rule> keeper,
      Origins origins) {
    this.parent = parent;
    this.policy = policy;
    this.mode = mode;
    this.most = most;
    this.keeper = keeper;
    this.origins = origins;
  }

  /** Returns the rights of a sub-agent that may do no more without asking than this mode lets. */
  Rights under(Optional<Mode> most) {
    return new Rights(this, null, mode, most, keeper, origins);
  }

  /** Returns the rights of a sub-agent in another place, with what was granted so far. */
  synchronized Rights in(Policy place, Optional<Mode> most) {
    var there = place;
    for (var rule : grants()) there = there.allowing(rule, origins.labels());
    return new Rights(this, there, mode, most, keeper, origins);
  }

  private synchronized List<Rule> grants() {
    return parent == null ? List.copyOf(granted) : parent.grants();
  }

  Decision decide(Block.Call call, List<Effect> effects) {
    return policy().decide(call, effects, origins.labels(), mode());
  }

  /**
   * Returns whether the call would be allowed if a person had said yes to what it asks for, before
   * any text of others came into view.
   */
  boolean wouldAllow(Block.Call call, List<Effect> effects, Decision.Ask ask) {
    var supposed = policy();
    Decision decision = ask;
    for (var effect = 0; effect <= effects.size(); effect++) {
      if (!(decision instanceof Decision.Ask asking)) break;
      supposed = supposed.supposing(asking.remember());
      decision = supposed.decide(call, effects, origins.labels(), mode());
    }
    return decision instanceof Decision.Allow;
  }

  /** Returns where the text in view came from, for people. */
  List<Label> inView() {
    return origins.kinds();
  }

  /** Returns what a call is known to do, for the order of calls. */
  List<Effect> certain(Block.Call call, List<Effect> effects) {
    return policy().certain(call, effects);
  }

  boolean forbids(String tool) {
    return policy().forbids(tool) || parent != null && parent.forbids(tool);
  }

  private synchronized Policy policy() {
    if (policy != null) return policy;
    if (parent == null) throw new IllegalStateException("a session has a policy");
    return parent.policy();
  }

  /** Makes what a person answered take effect. */
  void accept(Answer answer) {
    switch (answer) {
      case Answer.AllowForSession(var rule) -> grant(rule);
      case Answer.AllowAlways(var rule) -> {
        grant(rule);
        keeper.accept(rule);
      }
      case Answer.AllowOnce _,
          Answer.AllowEdited _,
          Answer.Refuse _,
          Answer.Chosen _,
          Answer.Dismissed _ -> {}
    }
  }

  /** Takes back in, on resume, what a person answered earlier in the session. */
  void restore(Answer answer) {
    if (answer instanceof Answer.AllowForSession(var rule)) grant(rule);
  }

  private synchronized void grant(Rule rule) {
    if (parent != null) parent.grant(rule);
    granted.add(rule);
    if (policy != null) policy = policy.allowing(rule, origins.labels());
  }

  synchronized Mode mode() {
    if (parent == null) return mode;
    var above = parent.mode();
    return most.map(above::and).orElse(above);
  }

  synchronized void mode(Mode other) {
    mode = other;
  }
}
