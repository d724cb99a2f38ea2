package dev.jackdaw.cli.worktree;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The policy of a worktree: what is decided there by its own rules, except that nothing is allowed
 * that the session's policy denies of the same path in the checkout. Immutable.
 *
 * @param own that of the worktree as a workspace
 * @param checkout that of the session
 * @param tree the top of the worktree, canonical
 * @param top the top of the checkout, canonical
 */
public record WorktreePolicy(Policy own, Policy checkout, Path tree, Path top) implements Policy {
  @Override
  public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
    var there = own.decide(call, effects, labels, mode);
    var here = new ArrayList<Effect>();
    for (var effect : effects) here.add(moved(effect));
    // In this mode only a rule denies: the worktree's own decision knows what the mode makes of it.
    var denied = checkout.decide(call, here, labels, Mode.DEFAULT);
    return denied instanceof Decision.Deny ? there.and(denied) : there;
  }

  private Effect moved(Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> new Effect.Reads(moved(path));
      case Effect.Writes(var path) -> new Effect.Writes(moved(path));
      case Effect.Executes(var command, var directory) ->
          new Effect.Executes(command, moved(directory));
      case Effect.Persists(var path, var what) -> new Effect.Persists(moved(path), what);
      case Effect.Connects _ -> effect;
    };
  }

  private Path moved(Path path) {
    return path.startsWith(tree) ? top.resolve(tree.relativize(path)) : path;
  }

  @Override
  public WorktreePolicy allowing(Rule rule, Set<Label> labels) {
    return new WorktreePolicy(own.allowing(rule, labels), checkout, tree, top);
  }

  @Override
  public WorktreePolicy supposing(Rule rule) {
    return new WorktreePolicy(own.supposing(rule), checkout, tree, top);
  }

  @Override
  public boolean forbids(String tool) {
    return own.forbids(tool) || checkout.forbids(tool);
  }
}
