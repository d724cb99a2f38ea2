package dev.jackdaw.benchmarks;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Conversations such as agents have: a line of text, a call, and 2 KiB of what it printed. */
final class Conversation {
  private static final int RESULT_CHARS = 2048;
  private static final int SYSTEM_CHARS = 6000;
  private static final String LINE = "src/main/App.java:42: \"value\" is never\tread\n";

  private Conversation() {}

  static ModelRequest request(int turns) {
    var system = List.of(new Block.Text(text(SYSTEM_CHARS), Label.JACKDAW));
    var tool = new ToolSpec("bash", "Runs a command.", Json.Obj.EMPTY);
    return new ModelRequest(system, List.of(tool), messages(turns), 0, Effort.DEFAULT, "benchmark");
  }

  static List<Message> messages(int turns) {
    var messages = new ArrayList<Message>();
    messages.add(Message.User.text("Please do the task."));
    for (var turn = 1; turn <= turns; turn++) {
      var call = new CallId("call-" + turn);
      var input = Json.object().put("command", "grep -rn value src/main | head -" + turn).build();
      messages.add(
          new Message.Assistant(
              List.of(
                  new Block.Text("I look for the next one.", Label.MODEL),
                  new Block.Call(call, "bash", input))));
      messages.add(new Message.User(List.of(new Block.Result(call, result()))));
    }
    return messages;
  }

  /** Returns the event of a call that printed 2 KiB. */
  static Event.Durable finished(int turn) {
    return new Event.CallFinished(
        new TurnId(turn), new CallId("call-" + turn), result(), Duration.ofMillis(7));
  }

  private static ToolResult result() {
    return ToolResult.ok(text(RESULT_CHARS), new Label(Label.Source.COMMAND, ""));
  }

  static String text(int chars) {
    return LINE.repeat(chars / LINE.length() + 1).substring(0, chars);
  }
}
