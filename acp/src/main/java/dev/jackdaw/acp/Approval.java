package dev.jackdaw.acp;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a call may run, as {@code session/request_permission} puts it: with what would be done,
 * why it is asked, and the rule a lasting yes would add.
 */
record Approval(String callId, String title, Question.Approval question) {
  private static final String ONCE = "allow-once";
  private static final String SESSION = "allow-session";
  private static final String ALWAYS = "allow-always";
  private static final String NO = "reject-once";
  private static final String NEVER = "reject-session";

  Json.Obj params(String session) {
    var call =
        Json.object()
            .put("toolCallId", callId)
            .put("title", title)
            .put("name", question.call().tool())
            .put("kind", ToolCalls.kind(question.call().tool(), question.effects()))
            .put("status", "pending")
            .put("content", Json.array(content()))
            .put("locations", Json.array(ToolCalls.locations(question.effects())))
            .put("rawInput", question.call().input())
            .build();
    return Json.object()
        .put("sessionId", session)
        .put("toolCall", call)
        .put("options", Json.array(options()))
        .build();
  }

  private List<Json.Obj> content() {
    var content = new ArrayList<>(Diffs.preview(question.call(), question.effects()));
    var lines = new ArrayList<String>();
    for (var effect : question.effects()) lines.add(line(effect));
    if (!lines.isEmpty()) content.add(ToolCalls.output(String.join("\n", lines)));
    if (question.call().tool().equals("apply_patch")) {
      content.add(ToolCalls.output(VisibleText.of(question.call().input().string("input", ""))));
    }
    content.add(ToolCalls.said(VisibleText.prose(question.reason())));
    return content;
  }

  /** Commands and paths are shown whole, hidden characters made visible. */
  private static String line(Effect effect) {
    return switch (effect) {
      case Effect.Executes(var command, var directory) ->
          VisibleText.of(command) + "\n(in " + VisibleText.of(directory.toString()) + ")";
      case Effect.Reads(var path) -> "reads " + VisibleText.of(path.toString());
      case Effect.Writes(var path) -> "writes " + VisibleText.of(path.toString());
      case Effect.Connects(var host, var port) ->
          "connects to " + VisibleText.of(host) + ":" + port;
      case Effect.Persists(var path, var what) ->
          "leaves behind " + VisibleText.of(path.toString()) + ": " + VisibleText.inOneLine(what);
    };
  }

  private List<Json.Obj> options() {
    var rule = VisibleText.inOneLine(question.remember().toString());
    return List.of(
        option(ONCE, "Allow", "allow_once"),
        option(SESSION, "Allow in this session: " + rule, "allow_always"),
        option(ALWAYS, "Always allow, kept in your settings: " + rule, "allow_always"),
        option(NO, "Reject", "reject_once"),
        option(NEVER, "Reject in this session: " + rule, "reject_always"));
  }

  private static Json.Obj option(String id, String name, String kind) {
    return Json.object().put("optionId", id).put("name", name).put("kind", kind).build();
  }

  /** What the person chose. */
  record Verdict(Answer answer, boolean forever) {}

  /** Reads the response; only an option that allows does. */
  Verdict verdict(Json response) {
    var outcome = response instanceof Json.Obj object ? object.object("outcome") : Json.Obj.EMPTY;
    if (!outcome.string("outcome", "").equals("selected")) {
      return new Verdict(new Answer.Dismissed(), false);
    }
    return switch (outcome.string("optionId", "")) {
      case ONCE -> new Verdict(new Answer.AllowOnce(), false);
      case SESSION -> new Verdict(new Answer.AllowForSession(question.remember()), false);
      case ALWAYS -> new Verdict(new Answer.AllowAlways(question.remember()), false);
      case NEVER -> new Verdict(rejected(question), true);
      default -> new Verdict(new Answer.Refuse(""), false);
    };
  }

  /** Returns the answer to whatever the same rule would allow. */
  static Answer rejected(Question.Approval question) {
    return new Answer.Refuse(
        "The user rejected " + question.remember() + " for the rest of this session.");
  }
}
