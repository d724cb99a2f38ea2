package dev.jackdaw.engine;

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

/** Asks about every call with effects, unless a rule names the tool. */
record OpenPolicy(List<Rule> allowed) implements Policy {
  static final OpenPolicy ASKING = new OpenPolicy(List.of());

  static OpenPolicy allowingTools(String... tools) {
    OpenPolicy policy = ASKING;
    for (var tool : tools) policy = policy.allowing(new Rule(tool, ""), Set.of());
    return policy;
  }

  @Override
  public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
    if (effects.isEmpty()) return new Decision.Allow("no effects");
    var rule = new Rule(call.tool(), "");
    if (allowed.contains(rule)) return new Decision.Allow("rule " + rule);
    return new Decision.Ask(call.tool() + " has effects.", rule);
  }

  @Override
  public OpenPolicy allowing(Rule rule, Set<Label> labels) {
    var more = new ArrayList<>(allowed);
    more.add(rule);
    return new OpenPolicy(List.copyOf(more));
  }

  @Override
  public boolean forbids(String tool) {
    return tool.equals("forbidden");
  }
}
