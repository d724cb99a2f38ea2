package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.shell.Command;
import dev.jackdaw.policy.shell.Explanation;
import dev.jackdaw.policy.shell.ShellAnalysis;
import dev.jackdaw.policy.shell.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the shell lines a call runs; those of other tools than the shell's are not. */
record Analyses(Map<Effect, ShellAnalysis> byEffect) {

  static Analyses of(Block.Call call, List<Effect> effects, Surroundings surroundings) {
    var found = new LinkedHashMap<Effect, ShellAnalysis>();
    if (ToolFamily.of(call.tool()) == ToolFamily.COMMAND) {
      for (var effect : effects) {
        if (effect instanceof Effect.Executes(var line, var directory)) {
          found.put(effect, ShellAnalysis.of(line, directory, surroundings));
        }
      }
    }
    return new Analyses(found);
  }

  Optional<ShellAnalysis> about(Effect effect) {
    return Optional.ofNullable(byEffect.get(effect));
  }

  /** Returns the effects of the call, and those its commands are known to have. */
  List<Effect> effects(List<Effect> stated) {
    var all = new ArrayList<>(stated);
    for (var analysis : byEffect.values()) {
      if (!(analysis instanceof ShellAnalysis.Certain(var commands))) continue;
      for (var command : commands) {
        for (var effect : command.effects()) {
          if (!(effect instanceof Effect.Executes)) all.add(effect);
        }
      }
    }
    return all;
  }

  /** Returns the effects with commands replaced by what they do, where all of that is known. */
  List<Effect> certain(List<Effect> stated) {
    var all = new ArrayList<Effect>();
    for (var effect : stated) {
      if (byEffect.get(effect) instanceof ShellAnalysis.Certain(var commands)
          && commands.stream().allMatch(Command::isKnown)) {
        for (var command : commands) all.addAll(command.effects());
      } else {
        all.add(effect);
      }
    }
    return List.copyOf(all);
  }

  /** Returns lines for people that say what the commands do, each after a line break. */
  String explained(Workspace workspace) {
    var text = new StringBuilder();
    for (var analysis : byEffect.values()) {
      for (var line : Explanation.of(analysis, workspace.directory())) {
        text.append('\n').append(line);
      }
    }
    return text.toString();
  }
}
