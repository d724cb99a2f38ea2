package dev.jackdaw.tui.progress;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells a listener what happens in a session that does not exist. */
final class Story {
  static final TurnId TURN = new TurnId(1);
  private final FakeClock clock;
  private final Consumer<Occurrence> listener;

  Story(FakeClock clock, Consumer<Occurrence> listener) {
    this.clock = clock;
    this.listener = listener;
  }

  Story happens(AgentId agent, Event event) {
    listener.accept(new Occurrence(0, clock.instant(), agent, event));
    return this;
  }

  Story happens(Event event) {
    return happens(AgentId.MAIN, event);
  }

  Story prompt(String text) {
    return happens(new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), false));
  }

  Story turn(AgentId agent) {
    return happens(agent, new Event.TurnStarted(TURN));
  }

  Story streams(Delta delta) {
    return happens(new Event.ReplyStreamed(TURN, delta));
  }

  /** The model makes calls, named {@code tool:subject}. */
  Story replies(AgentId agent, String... calls) {
    var blocks = new ArrayList<Block.Said>();
    for (var each : calls) blocks.add(call(agent, each));
    var usage = new Usage(11_000, 0, 0, 500, 0);
    return happens(
        agent,
        new Event.ReplyReceived(
            TURN,
            new Message.Assistant(blocks),
            usage,
            calls.length == 0 ? StopReason.END : StopReason.CALLS,
            "m",
            Optional.of(0.0123),
            Duration.ofSeconds(2)));
  }

  static CallId id(AgentId agent, String name) {
    return new CallId("c" + agent.value() + name);
  }

  static Block.Call call(AgentId agent, String name) {
    var parts = name.split(":", 2);
    return new Block.Call(
        id(agent, name), parts[0], Json.object().put("command", parts[1]).build());
  }

  Story starts(AgentId agent, String... calls) {
    for (var each : calls) {
      happens(agent, new Event.CallStarted(TURN, id(agent, each), Idempotency.NATURAL));
    }
    return this;
  }

  Story prints(String call, String text) {
    return happens(new Event.CallProgressed(TURN, id(AgentId.MAIN, call), text));
  }

  Story finishes(String call) {
    return happens(
        new Event.CallFinished(
            TURN, id(AgentId.MAIN, call), ToolResult.ok("x", Label.JACKDAW), Duration.ZERO));
  }

  Story agent(int number, String name, String description) {
    return happens(
        new Event.AgentStarted(
            AgentId.MAIN.child(number), new CallId("t"), description, name, true));
  }

  Story ends(Outcome outcome) {
    return happens(new Event.TaskFinished(outcome));
  }

  Story later(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    return this;
  }
}
