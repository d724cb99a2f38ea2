package dev.jackdaw.cli;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.serve.Caller;
import dev.jackdaw.wire.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;

/** Puts questions to the person at an MCP client, as forms. Only an explicit yes allows. */
record ClientQuestions(Caller caller) {
  private static final String FIELD = "answer";
  private static final String ONCE = "Allow once";
  private static final String SESSION = "Allow in this session";
  private static final String NO = "Reject";

  /** Asks and waits. */
  Answer ask(Question question) throws InterruptedException {
    try {
      return switch (question) {
        case Question.Approval approval -> approval(approval);
        case Question.Choice choice -> choice(choice);
      };
    } catch (RpcException _) {
      return new Answer.Dismissed();
    }
  }

  private Answer approval(Question.Approval question) throws RpcException, InterruptedException {
    return switch (answer(text(question), List.of(ONCE, SESSION, NO))) {
      case ONCE -> new Answer.AllowOnce();
      case SESSION -> new Answer.AllowForSession(question.remember());
      default -> new Answer.Refuse("");
    };
  }

  private static String text(Question.Approval question) {
    var lines = new ArrayList<String>();
    lines.add(VisibleText.inOneLine(question.call().tool()) + " needs your approval.");
    for (var effect : question.effects()) {
      lines.add(
          switch (effect) {
            case Effect.Executes(var command, var directory) ->
                "runs " + VisibleText.of(command) + " in " + VisibleText.of(directory.toString());
            case Effect.Reads(var path) -> "reads " + VisibleText.of(path.toString());
            case Effect.Writes(var path) -> "writes " + VisibleText.of(path.toString());
            case Effect.Connects(var host, var port) ->
                "connects to " + VisibleText.of(host) + ":" + port;
            case Effect.Persists(var path, var what) ->
                "leaves behind " + VisibleText.of(path + ": " + what);
          });
    }
    lines.add(VisibleText.prose(question.reason()));
    lines.add("The rule for the session: " + VisibleText.inOneLine(question.remember().toString()));
    return String.join("\n", lines);
  }

  private Answer choice(Question.Choice question) throws RpcException, InterruptedException {
    var labels = question.options().stream().map(Question.Option::label).toList();
    var chosen = answer(question.text(), labels);
    return chosen.isEmpty() ? new Answer.Dismissed() : new Answer.Chosen(List.of(chosen));
  }

  /** Returns the answer; empty when there is none. Without options any text is one. */
  private String answer(String message, List<String> options)
      throws RpcException, InterruptedException {
    var field = Json.object().put("type", "string").put("title", "Answer");
    if (!options.isEmpty()) field.put("enum", Json.strings(options));
    var schema =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(FIELD, field.build()).build())
            .put("required", Json.strings(List.of(FIELD)))
            .build();
    var answer =
        caller.ask(
            "elicitation/create",
            Json.object().put("message", message).put("requestedSchema", schema).build());
    var text = answer.object("content").string(FIELD, "");
    var isOne = options.isEmpty() || options.contains(text);
    return answer.string("action", "").equals("accept") && isOne ? text : "";
  }
}
