package dev.jackdaw.wire;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads each event from its shape. What cannot be known is read as the stricter possibility. */
final class EventReader {
  private EventReader() {}

  static Event.@Nullable Durable read(Json.Obj event) {
    return switch (event.string("type", "")) {
      case "session_opened" -> opened(event);
      case "session_resumed" -> new Event.SessionResumed(event.string("version", ""));
      case "agent_configured" ->
          new Event.AgentConfigured(
              event.string("model", ""),
              BlockJson.texts(event.array("system")),
              AnswerJson.strings(event, "tools"));
      case "prompt_submitted" ->
          new Event.PromptSubmitted(
              BlockJson.content(event.array("content")), event.bool("steering", false));
      case "notice_given" -> new Event.NoticeGiven(event.string("text", ""));
      case "memory_loaded" ->
          new Event.MemoryLoaded(event.string("path", ""), event.string("text", ""));
      case "reply_received" -> reply(event);
      case "model_failed" ->
          new Event.ModelFailed(turn(event), event.string("code", ""), event.string("message", ""));
      case "call_decided" ->
          new Event.CallDecided(
              turn(event),
              call(event),
              EffectJson.read(event.array("effects")),
              DecisionJson.read(event.object("decision")));
      case "call_started" -> new Event.CallStarted(turn(event), call(event), idempotency(event));
      case "call_finished" ->
          new Event.CallFinished(
              turn(event),
              call(event),
              ResultJson.read(event.object("result")),
              DurationJson.read(event, "took_ms"),
              event.string("ledger", ""),
              EnumJson.read(event, "retention", Retention.values(), Retention.ELIDE));
      case "question_answered" -> answered(event);
      case "mode_changed" -> new Event.ModeChanged(mode(event.string("mode", "")));
      case "model_changed" ->
          new Event.ModelChanged(event.string("model", ""), event.string("reason", ""));
      case "answered_by_other" ->
          new Event.AnsweredByOther(
              turn(event), event.string("asked", ""), event.string("answered", ""));
      case "window_learned" ->
          new Event.WindowLearned(
              event.string("model", ""),
              (int) event.integer("tokens", 0),
              event.string("reason", ""));
      case "agent_started" ->
          new Event.AgentStarted(
              new AgentId(event.string("child", "")),
              call(event),
              event.string("description", ""),
              event.string("name", ""),
              event.bool("background", false));
      case "side_job_ended" ->
          new Event.SideJobEnded(
              event.string("job", ""),
              event.string("model", ""),
              UsageJson.read(event.object("usage")),
              event.number("dollars").filter(Double::isFinite),
              DurationJson.read(event, "took_ms"),
              event.string("problem", ""));
      case "session_titled" -> new Event.SessionTitled(event.string("title", ""));
      case "call_nested" ->
          new Event.CallNested(
              turn(event), BlockJson.callId(event, "parent"), BlockJson.call(event.object("made")));
      case "script_started" ->
          new Event.ScriptStarted(
              turn(event),
              call(event),
              InstantText.read(event.string("clock", "")).orElse(Instant.EPOCH));
      case "task_finished" -> new Event.TaskFinished(OutcomeJson.read(event.object("outcome")));
      case "files_changed" ->
          new Event.FilesChanged(
              turn(event),
              call(event),
              new Checkpoints.Found(
                  event.string("changes", ""),
                  (int) event.integer("files", 0),
                  AnswerJson.strings(event, "paths"),
                  AnswerJson.strings(event, "notes"),
                  event.bool("shared", false)));
      case "conversation_rewound" ->
          new Event.ConversationRewound(
              Math.clamp(event.integer("prompts", 0), 0, Integer.MAX_VALUE));
      case "context_folded" -> new Event.ContextFolded(FoldJson.read(event.object("fold")));
      case "context_unfolded" ->
          new Event.ContextUnfolded(Math.clamp(event.integer("number", 0), 0, Integer.MAX_VALUE));
      case "context_pinned" -> new Event.ContextPinned(event.string("what", ""));
      case "context_unpinned" -> new Event.ContextUnpinned(event.string("what", ""));
      case "steps_undone" ->
          new Event.StepsUndone(numbers(event.array("steps")), event.string("summary", ""));
      case "hook_spoke" ->
          new Event.HookSpoke(
              event.string("event", ""),
              BlockJson.texts(event.array("said")),
              AnswerJson.strings(event, "told"));
      case "steps_redone" ->
          new Event.StepsRedone(numbers(event.array("steps")), event.string("summary", ""));
      default -> null;
    };
  }

  private static List<Integer> numbers(List<Json> values) {
    var numbers = new ArrayList<Integer>();
    for (var value : values) {
      if (value instanceof Json.Num number) {
        number.integer().ifPresent(n -> numbers.add(Math.clamp(n, 0, Integer.MAX_VALUE)));
      }
    }
    return numbers;
  }

  private static Event.SessionOpened opened(Json.Obj event) {
    var session = event.string("session", "");
    return new Event.SessionOpened(
        new SessionId(SessionId.isValid(session) ? session : "unknown"),
        event.string("directory", ""),
        event.string("version", ""),
        event.string("forked_from").filter(SessionId::isValid).map(SessionId::new));
  }

  private static Event.ReplyReceived reply(Json.Obj event) {
    return new Event.ReplyReceived(
        turn(event),
        MessageJson.assistant(event.object("message")),
        UsageJson.read(event.object("usage")),
        EnumJson.read(event, "stop", StopReason.values(), StopReason.END),
        event.string("model", ""),
        event.number("dollars").filter(Double::isFinite),
        DurationJson.read(event, "took_ms"),
        CacheMissJson.read(event));
  }

  private static Event.@Nullable Durable answered(Json.Obj event) {
    var question = QuestionJson.read(event.object("question"));
    var answer = AnswerJson.read(event.object("answer"));
    return question.isPresent() && answer.isPresent()
        ? new Event.QuestionAnswered(question.get(), answer.get())
        : null;
  }

  private static TurnId turn(Json.Obj event) {
    return new TurnId(Math.clamp(event.integer("turn", 1), 1, Integer.MAX_VALUE));
  }

  private static CallId call(Json.Obj event) {
    return BlockJson.callId(event, "call");
  }

  private static Idempotency idempotency(Json.Obj event) {
    return EnumJson.read(event, "idempotency", Idempotency.values(), Idempotency.UNSAFE);
  }

  private static Mode mode(String text) {
    for (var mode : Mode.values()) {
      if (mode.text().equals(text)) return mode;
    }
    return Mode.DEFAULT;
  }
}
