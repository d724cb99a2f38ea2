package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A workspace, and calls as the built-in tools make them. */
record Fixture(Workspace workspace) {
  static Fixture in(Path folder) {
    try {
      return new Fixture(Workspace.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call and what it will do. */
  record Act(Block.Call call, List<Effect> effects) {}

  Path root() {
    return workspace.directory();
  }

  Act bash(String command) {
    return act("bash", new Effect.Executes(command, root()));
  }

  Act read(String path) {
    return act("read", new Effect.Reads(path(path)));
  }

  Act write(String path) {
    return act("write", new Effect.Writes(path(path)));
  }

  Act fetch(String host, int port) {
    return act("web_fetch", new Effect.Connects(host, port));
  }

  Act act(String tool, Effect... effects) {
    return new Act(new Block.Call(new CallId("c"), tool, Json.Obj.EMPTY), List.of(effects));
  }

  Path path(String path) {
    return root().resolve(path).normalize();
  }

  Source source(Layer layer) {
    return new Source(layer, layer.name().toLowerCase(java.util.Locale.ROOT), root());
  }

  PolicyBuilder builder() {
    return new PolicyBuilder(workspace).home(root().resolveSibling("home"));
  }

  RulePolicy allowing(String... rules) {
    return builder().allow(source(Layer.USER), List.of(rules)).build();
  }

  RulePolicy denying(String... rules) {
    return builder().deny(source(Layer.USER), List.of(rules)).build();
  }

  static Decision decide(RulePolicy policy, Act act, Mode mode) {
    return policy.decide(act.call(), act.effects(), Set.of(), mode);
  }

  static Decision decide(RulePolicy policy, Act act) {
    return decide(policy, act, Mode.DEFAULT);
  }

  /** Returns 0 for allow, 1 for ask, 2 for deny. */
  static int strictness(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> 0;
      case Decision.Ask _ -> 1;
      case Decision.Deny _ -> 2;
    };
  }
}
