package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What a skill or a command of the user's own allows while it is in use, as their rules would. It
 * can turn a question into a yes, where no rule asks for one; it never touches a no. Thread-safe.
 */
public final class PassingGrants {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Supplier<List<Rule>> standing;

  /** {@code standing} are what is allowed all the time, asked for when it matters. */
  public PassingGrants(Supplier<List<Rule>> standing) {
    this.standing = standing;
  }

  /** Adds what is allowed until {@link #clear}. */
  public void add(List<Rule> more) {
    for (var rule : more) if (!rules.contains(rule)) rules.add(rule);
  }

  /** Ends them all. */
  public void clear() {
    rules.clear();
  }

  /** Returns the policy with what is allowed at the time it is asked. */
  public Policy over(Policy policy) {
    return new Over(policy);
  }

  private final class Over implements Policy {
    private final Policy policy;

    Over(Policy policy) {
      this.policy = policy;
    }

    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
      var decision = policy.decide(call, effects, labels, mode);
      if (!(decision instanceof Decision.Ask)) return decision;
      var all = new ArrayList<>(standing.get());
      all.addAll(rules);
      if (all.isEmpty()) return decision;
      var wider = policy;
      for (var rule : all) wider = wider.allowing(rule, Set.of());
      return wider.decide(call, effects, labels, mode);
    }

    @Override
    public List<Effect> certain(Block.Call call, List<Effect> effects) {
      return policy.certain(call, effects);
    }

    @Override
    public Policy allowing(Rule rule, Set<Label> labels) {
      return new Over(policy.allowing(rule, labels));
    }

    @Override
    public boolean forbids(String tool) {
      return policy.forbids(tool);
    }
  }
}
