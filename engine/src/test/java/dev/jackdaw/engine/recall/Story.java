package dev.jackdaw.engine.recall;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal written event by event; each method returns the number of its last event. */
final class Story {
  static final Label COMMAND = new Label(Label.Source.COMMAND, "");
  static final Label WEB = new Label(Label.Source.WEB, "evil.example");

  final MemoryJournal journal = new MemoryJournal();
  private AgentId agent = AgentId.MAIN;
  private int turns;

  Story as(AgentId other) {
    agent = other;
    return this;
  }

  long add(Event.Durable event) {
    return journal.append(agent, event).sequence();
  }

  long prompt(String text) {
    return add(new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), false));
  }

  long reply(String text, Block.Call... calls) {
    var said = new ArrayList<Block.Said>();
    if (!text.isEmpty()) said.add(new Block.Text(text, Label.MODEL));
    said.addAll(List.of(calls));
    return add(
        new Event.ReplyReceived(
            new TurnId(++turns),
            new Message.Assistant(said),
            Usage.NONE,
            StopReason.CALLS,
            "fake/small",
            Optional.empty(),
            Duration.ZERO));
  }

  /** A call of its own turn, with the number of the result. */
  long call(String tool, String input, String result, Label label) {
    var call = new Block.Call(new CallId("c" + turns), tool, Json.parseObject(input));
    reply("", call);
    return result(call.id(), ToolResult.ok(result, label));
  }

  long bash(String command, String result) {
    return call("bash", Json.object().put("command", command).build().compact(), result, COMMAND);
  }

  long result(CallId call, ToolResult result) {
    return add(new Event.CallFinished(new TurnId(Math.max(1, turns)), call, result, Duration.ZERO));
  }

  long fold(int number, List<Fold.Shortened> shortened) {
    return add(
        new Event.ContextFolded(
            new Fold(
                number,
                turns,
                List.of(new Block.Text("digest", Label.JACKDAW)),
                shortened,
                Fold.Reason.ASKED,
                "asked for",
                100,
                10)));
  }

  ToolResult range(long from, long to, int maxTokens) {
    return recall(new Recall.Range(from, to, maxTokens));
  }

  ToolResult query(String words, int maxTokens) {
    return recall(new Recall.Query(words, maxTokens));
  }

  private ToolResult recall(Recall what) {
    return new Memoir(journal::replay, agent, journal.blobs()).recall(what);
  }
}
