package dev.jackdaw.wire;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Writes each event in its shape. */
final class EventWriter {
  private EventWriter() {}

  static Json.Obj durable(Event.Durable event) {
    return switch (event) {
      case Event.SessionOpened opened -> opened(opened);
      case Event.SessionResumed(var version) ->
          typed("session_resumed").put("version", version).build();
      case Event.AgentConfigured(var model, var system, var tools) ->
          typed("agent_configured")
              .put("model", model)
              .put("system", BlockJson.write(system))
              .put("tools", Json.strings(tools))
              .build();
      case Event.PromptSubmitted(var content, var steering) ->
          typed("prompt_submitted")
              .put("content", BlockJson.write(content))
              .put("steering", steering)
              .build();
      case Event.NoticeGiven(var text) -> typed("notice_given").put("text", text).build();
      case Event.MemoryLoaded(var path, var text) ->
          typed("memory_loaded").put("path", path).put("text", text).build();
      case Event.ReplyReceived reply -> reply(reply);
      case Event.ModelFailed(var turn, var code, var message) ->
          typed("model_failed", turn).put("code", code).put("message", message).build();
      case Event.CallDecided(var turn, var call, var effects, var decision) ->
          typed("call_decided", turn, call)
              .put("effects", EffectJson.write(effects))
              .put("decision", DecisionJson.write(decision))
              .build();
      case Event.CallStarted(var turn, var call, var idempotency) ->
          typed("call_started", turn, call).put("idempotency", EnumJson.write(idempotency)).build();
      case Event.CallFinished(
              var turn,
              var call,
              var result,
              var took,
              var ledger,
              var retention) ->
          typed("call_finished", turn, call)
              .put("result", ResultJson.write(result))
              .put("took_ms", DurationJson.write(took))
              .put(
                  "ledger",
                  Optional.of(ledger)
                      .filter(line -> !line.isEmpty())
                      .map(line -> (Json) new Json.Str(line)))
              .put(
                  "retention",
                  Optional.of(retention)
                      .filter(kind -> kind != Retention.ELIDE)
                      .map(kind -> (Json) new Json.Str(EnumJson.write(kind))))
              .build();
      case Event.QuestionAnswered(var question, var answer) ->
          typed("question_answered")
              .put("question", QuestionJson.write(question))
              .put("answer", AnswerJson.write(answer))
              .build();
      case Event.ModeChanged(var mode) -> typed("mode_changed").put("mode", mode.text()).build();
      case Event.ModelChanged(var model, var reason) ->
          typed("model_changed").put("model", model).put("reason", reason).build();
      case Event.AnsweredByOther(var turn, var asked, var answered) ->
          typed("answered_by_other")
              .put("turn", turn.number())
              .put("asked", asked)
              .put("answered", answered)
              .build();
      case Event.WindowLearned(var model, var tokens, var reason) ->
          typed("window_learned")
              .put("model", model)
              .put("tokens", tokens)
              .put("reason", reason)
              .build();
      case Event.AgentStarted(var child, var call, var description, var name, var background) ->
          typed("agent_started")
              .put("child", child.value())
              .put("call", call.value())
              .put("description", description)
              .put("name", name)
              .put("background", background)
              .build();
      case Event.SideJobEnded job -> sideJob(job);
      case Event.SessionTitled(var title) -> typed("session_titled").put("title", title).build();
      case Event.TaskFinished(var outcome) ->
          typed("task_finished").put("outcome", OutcomeJson.write(outcome)).build();
      case Event.FilesChanged(var turn, var call, var found) -> {
        var json =
            typed("files_changed", turn, call)
                .put("changes", found.changes())
                .put("files", found.files())
                .put("paths", Json.strings(found.paths()))
                .put("notes", Json.strings(found.notes()));
        yield (found.shared() ? json.put("shared", true) : json).build();
      }
      case Event.ConversationRewound(var prompts) ->
          typed("conversation_rewound").put("prompts", prompts).build();
      case Event.ContextFolded(var fold) ->
          typed("context_folded").put("fold", FoldJson.write(fold)).build();
      case Event.ContextUnfolded(var number) ->
          typed("context_unfolded").put("number", number).build();
      case Event.ContextPinned(var what) -> typed("context_pinned").put("what", what).build();
      case Event.ContextUnpinned(var what) -> typed("context_unpinned").put("what", what).build();
      case Event.StepsUndone(var steps, var summary) -> steps("steps_undone", steps, summary);
      case Event.StepsRedone(var steps, var summary) -> steps("steps_redone", steps, summary);
      case Event.HookSpoke(var name, var said, var told) ->
          typed("hook_spoke")
              .put("event", name)
              .put("said", BlockJson.write(said))
              .put("told", Json.strings(told))
              .build();
      case Event.CallNested(var turn, var parent, var call) ->
          typed("call_nested", turn)
              .put("parent", parent.value())
              .put("made", BlockJson.write(call))
              .build();
      case Event.ScriptStarted(var turn, var call, var clock) ->
          typed("script_started", turn, call).put("clock", InstantText.write(clock)).build();
    };
  }

  private static Json.Obj steps(String type, List<Integer> steps, String summary) {
    return typed(type)
        .put("steps", Json.array(steps.stream().map(step -> Json.of((long) step)).toList()))
        .put("summary", summary)
        .build();
  }

  private static Json.Obj opened(Event.SessionOpened opened) {
    return typed("session_opened")
        .put("session", opened.session().value())
        .put("directory", opened.directory())
        .put("version", opened.version())
        .put("forked_from", opened.forkedFrom().map(from -> new Json.Str(from.value())))
        .build();
  }

  private static Json.Obj reply(Event.ReplyReceived reply) {
    return typed("reply_received", reply.turn())
        .put("message", MessageJson.write(reply.message()))
        .put("usage", UsageJson.write(reply.usage()))
        .put("stop", EnumJson.write(reply.stop()))
        .put("model", reply.model())
        .put("dollars", dollars(reply.dollars()))
        .put("took_ms", DurationJson.write(reply.took()))
        .put("cache_miss", reply.cacheMiss().map(CacheMissJson::write))
        .build();
  }

  private static Json.Obj sideJob(Event.SideJobEnded job) {
    return typed("side_job_ended")
        .put("job", job.job())
        .put("model", job.model())
        .put("usage", UsageJson.write(job.usage()))
        .put("dollars", dollars(job.dollars()))
        .put("took_ms", DurationJson.write(job.took()))
        .put("problem", job.problem())
        .build();
  }

  private static Optional<Json> dollars(Optional<Double> dollars) {
    return dollars.filter(Double::isFinite).map(value -> Json.of((double) value));
  }

  static Json.Obj fleeting(Event.Fleeting event) {
    return switch (event) {
      case Event.TurnStarted(var turn) -> typed("turn_started", turn).build();
      case Event.ReplyStreamed(var turn, var delta) ->
          typed("reply_streamed", turn).put("delta", DeltaJson.write(delta)).build();
      case Event.CallProgressed(var turn, var call, var text) ->
          typed("call_progressed", turn, call).put("text", text).build();
      case Event.QuestionAsked(var number, var question) ->
          typed("question_asked")
              .put("number", number)
              .put("question", QuestionJson.write(question))
              .build();
    };
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  private static Json.Builder typed(String type, TurnId turn) {
    return typed(type).put("turn", turn.number());
  }

  private static Json.Builder typed(String type, TurnId turn, CallId call) {
    return typed(type, turn).put("call", call.value());
  }
}
