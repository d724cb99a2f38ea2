package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.engine.progress.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What looks at the calls of an agent: whether they go in circles, and whether they are too many.
 */
record Watch(Optional<Circles> circles, Budget budget) {
  static Watch of(Circles circles, Budget budget) {
    return new Watch(Optional.of(circles), budget);
  }

  /** Returns the watch over the steps of a workflow, which repeat on purpose. */
  Watch overSteps() {
    return new Watch(Optional.empty(), budget);
  }

  /** Counts the call; one too many is settled by that. */
  Prepared count(Prepared prepared) {
    if (!(prepared instanceof Prepared.Ready<?> ready)) return prepared;
    return budget
        .take(ready.call().tool())
        .<Prepared>map(text -> new Prepared.Settled(ready.call(), ToolResult.failed(text)))
        .orElse(prepared);
  }

  /** Adds to a result what the model should know when the call is one of a circle. */
  ToolResult over(
      TurnId turn,
      Block.Call call,
      Map<String, Tool<?>> tools,
      List<Effect> effects,
      ToolResult result) {
    return circles
        .flatMap(watching ->
            watching.observe(turn.number(), Step.of(call, tools.get(call.tool()), effects, result)))
        .map(hint -> result.and(new Block.Text(hint, Label.JACKDAW)))
        .orElse(result);
  }
}
