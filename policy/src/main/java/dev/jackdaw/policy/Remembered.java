package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Rule;
import dev.jackdaw.policy.names.PathPattern;
import dev.jackdaw.policy.shell.CommandPattern;
import java.nio.file.Path;
import java.util.List;

/** The rule that a lasting yes would add: exact, and shown before it is agreed to. */
final class Remembered {
  private Remembered() {}

  /** Returns a rule for the first effect that needs one, or for the tool. */
  static Rule rule(Block.Call call, List<Effect> effects) {
    return effects.isEmpty() ? rule(call) : rule(call, effects.getLast());
  }

  /** Returns the narrowest rule for the call: no prefix of a command, no more than this. */
  static Rule exactly(Block.Call call, List<Effect> effects) {
    for (var effect : effects) {
      if (effect instanceof Effect.Executes(var command, _)
          && ToolFamily.of(call.tool()) == ToolFamily.COMMAND) {
        return new Rule(commandTool(call), CommandPattern.exactly(command));
      }
    }
    return rule(call, effects);
  }

  static Rule rule(Block.Call call) {
    return new Rule(call.tool(), "");
  }

  static Rule rule(Block.Call call, Effect effect) {
    if (ToolFamily.isMcp(call.tool())) return rule(call);
    return switch (effect) {
      case Effect.Reads(var path) -> path("Read", path);
      case Effect.Writes(var path) -> path("Edit", path);
      case Effect.Persists(var path, _) -> path("Edit", path);
      case Effect.Executes(var command, _) ->
          ToolFamily.of(call.tool()) == ToolFamily.COMMAND
              ? new Rule(commandTool(call), proposal(call, command))
              : rule(call);
      case Effect.Connects(var host, var port) ->
          ToolFamily.of(call.tool()) == ToolFamily.FETCH
              ? new Rule("WebFetch", HostPattern.specifier(host, port))
              : exactly(call);
    };
  }

  /** A host was granted to this command, not to others. */
  private static Rule exactly(Block.Call call) {
    var command = call.input().string("command");
    return ToolFamily.of(call.tool()) == ToolFamily.COMMAND && command.isPresent()
        ? new Rule(commandTool(call), CommandPattern.exactly(command.get()))
        : rule(call);
  }

  private static String commandTool(Block.Call call) {
    return ToolFamily.isOutside(call.tool()) ? "BashOutside" : "Bash";
  }

  private static String proposal(Block.Call call, String command) {
    return ToolFamily.isOutside(call.tool())
        ? CommandPattern.exactly(command)
        : CommandPattern.proposal(command);
  }

  private static Rule path(String tool, Path path) {
    return new Rule(tool, PathPattern.exactly(path));
  }
}
