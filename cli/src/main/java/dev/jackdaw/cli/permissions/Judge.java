package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.policy.Ruling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides calls in a folder as a session there would, and runs none of them. */
final class Judge {
  private static final CallId CALL = new CallId("asked");

  private final Workspace workspace;
  private final RulePolicy policy;
  private final Mode mode;
  private final Map<String, Tool<?>> tools = new LinkedHashMap<>();

  /** {@code mode} is the one that holds where a query names none. */
  Judge(Workspace workspace, RulePolicy policy, Mode mode, List<Tool<?>> tools) {
    this.workspace = workspace;
    this.policy = policy;
    this.mode = mode;
    for (var tool : tools) this.tools.putIfAbsent(plain(tool.spec().name()), tool);
  }

  RulePolicy policy() {
    return policy;
  }

  Workspace workspace() {
    return workspace;
  }

  Mode mode() {
    return mode;
  }

  /** Returns one that differs in its policy alone. */
  Judge with(RulePolicy other) {
    return new Judge(workspace, other, mode, List.copyOf(tools.values()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Decides; what no session would run, such as a tool that does not exist, is denied. */
  Judged judge(Query query) {
    var name = query.tool();
    var isServers = name.startsWith("mcp__");
    var tool = isServers ? null : tools.get(plain(name));
    if (tool == null && !isServers) return refused(noSuchTool(name));
    try {
      var call = new Block.Call(CALL, tool == null ? name : tool.spec().name(), query.input());
      var effects = tool == null ? List.<Effect>of() : effects(tool, call);
      return new Judged(
          policy.ruling(call, effects, query.labels(), query.mode().orElse(mode)), effects);
    } catch (InvalidInputException e) {
      return refused("The input is wrong, so nothing would run: " + e.getMessage() + ".");
    }
  }

  private <I> List<Effect> effects(Tool<I> tool, Block.Call call) throws InvalidInputException {
    return tool.effects(tool.decode(call.input()), workspace);
  }

  private String noSuchTool(String name) {
    var names = tools.values().stream().map(tool -> tool.spec().name()).toList();
    return "There is no tool \"" + name + "\"" + Nearest.hint(name, names) + ".";
  }

  private static Judged refused(String reason) {
    return new Judged(
        new Ruling(new Decision.Deny(reason), Optional.empty(), Optional.empty()), List.of());
  }
}
