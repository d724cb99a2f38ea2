package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Runs the calls of one turn: check, decide, ask, record the intent, act, record the result. Every
 * call ends with exactly one recorded result, whatever happens to it.
 */
final class Calls {
  /** How a call ended, for the loop. */
  record Ended(Block.Call call, List<Effect> effects, Decision decision, ToolResult result) {}

  private static final Executor SIDE_BY_SIDE = call -> Thread.ofVirtual().name("call").start(call);

  private final Commons commons;
  private final Map<String, Tool<?>> tools;
  private final Watch watch;
  private final CallSteps steps;

  Calls(
      Commons commons,
      AgentId agent,
      TurnId turn,
      Map<String, Tool<?>> tools,
      CallContext.Delegate delegate,
      Transcript transcript,
      Watch watch) {
    this.watch = watch;
    this.commons = commons;
    this.tools = tools;
    this.steps = new CallSteps(commons, agent, turn, tools, delegate, transcript, watch);
  }

  /**
   * Runs them, side by side where their effects allow it. A single one runs on this thread.
   *
   * @return how they ended, in their order
   * @throws InterruptedException once every call has its result
   */
  List<Ended> run(List<Block.Call> calls) throws InterruptedException {
    List<Prepared> prepared =
        calls.stream()
            .map(call -> watch.count(Prepared.of(call, tools, commons.workspace())))
            .toList();
    if (!commons.hooks().isEmpty()) prepared = foreseen(prepared);
    return new Batch(prepared, steps, calls.size() == 1 ? Runnable::run : SIDE_BY_SIDE).run();
  }

  /** Hooks hear of every call before any is decided on: they may change what it does. */
  private List<Prepared> foreseen(List<Prepared> prepared) throws InterruptedException {
    var all = new ArrayList<Prepared>();
    try {
      for (var each : prepared) {
        all.add(each instanceof Prepared.Ready<?> ready ? steps.foreseen(ready) : each);
      }
      return all;
    } catch (InterruptedException e) {
      for (var each : prepared) steps.abandon(each.call());
      throw e;
    }
  }
}
