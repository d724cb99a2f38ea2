package dev.jackdaw.wire.stream;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens in a session into lines of {@code stream-json}. Feed it every {@link
 * Occurrence} in order, print what it returns, and end with {@link #result}. Not thread-safe: a
 * session calls its listeners one at a time.
 */
public final class StreamJson {
  /** Whether replies are also shown while they arrive. */
  public enum Partials {
    OMIT,
    INCLUDE
  }

  private record Key(AgentId agent, CallId call) {}

  private final SessionId session;
  private final Partials partials;
  private final Tally tally = new Tally();
  private final Map<AgentId, CallId> parents = new HashMap<>();
  private final Map<AgentId, String> models = new HashMap<>();
  private final Map<AgentId, PartialReply> replies = new HashMap<>();
  private final Map<Key, Block.Call> calls = new HashMap<>();
  private final Map<Key, CallId> nesting = new HashMap<>();
  private long lines;

  public StreamJson(SessionId session, Partials partials) {
    this.session = session;
    this.partials = partials;
  }

  /** Returns the first line. */
  public Json.Obj init(Opening opening) {
    return finish(opening.line(), null, Json.Null.INSTANCE).without("parent_tool_use_id");
  }

  /** Returns the lines that tell of the occurrence; none for what the shape has no line for. */
  public List<Json.Obj> lines(Occurrence occurrence) {
    var agent = occurrence.agent();
    return switch (occurrence.event()) {
      case Event.AgentConfigured(var model, _, _) -> changed(agent, model);
      case Event.ModelChanged(var model, var reason) -> replaced(agent, model, reason);
      case Event.AnsweredByOther(_, var asked, var answered) ->
          answeredByOther(agent, asked, answered);
      case Event.AgentStarted(var child, var call, _, _, _) -> started(child, call);
      case Event.ReplyStreamed(_, Delta.Retrying retrying) -> waiting(agent, retrying);
      case Event.ReplyStreamed(var turn, var delta) ->
          partials == Partials.INCLUDE
              ? events(agent, partial(agent).delta(turn, model(agent), delta))
              : List.of();
      case Event.ReplyReceived reply -> replied(agent, reply);
      case Event.ModelFailed _ -> events(agent, partial(agent).abandoned());
      case Event.CallFinished(_, var call, var result, _, _, _) -> finished(agent, call, result);
      case Event.CallNested(_, var parent, var call) -> nested(agent, parent, call);
      case Event.ContextFolded(var fold) -> folded(agent, fold);
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.PromptSubmitted _,
          Event.NoticeGiven _,
          Event.MemoryLoaded _,
          Event.CallDecided _,
          Event.CallStarted _,
          Event.QuestionAnswered _,
          Event.ModeChanged _,
          Event.WindowLearned _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.TaskFinished _,
          Event.FilesChanged _,
          Event.StepsUndone _,
          Event.ConversationRewound _,
          Event.ContextUnfolded _,
          Event.ContextPinned _,
          Event.ContextUnpinned _,
          Event.StepsRedone _,
          Event.ScriptStarted _,
          Event.HookSpoke _,
          Event.TurnStarted _,
          Event.CallProgressed _,
          Event.QuestionAsked _ ->
          List.of();
    };
  }

  /**
   * Returns the last line, with the sums over everything that was fed.
   *
   * @param structured what a demanded schema was filled with, if one was
   */
  public Json.Obj result(Outcome outcome, Duration took, @Nullable Json structured) {
    var line = tally.result(outcome, took, structured);
    return finish(line, null, Json.Null.INSTANCE).without("parent_tool_use_id");
  }

  /** Returns the last line of a run without structured output. */
  public Json.Obj result(Outcome outcome, Duration took) {
    return result(outcome, took, null);
  }

  private List<Json.Obj> changed(AgentId agent, String model) {
    models.put(agent, model);
    return List.of();
  }

  private List<Json.Obj> replaced(AgentId agent, String model, String reason) {
    models.put(agent, model);
    return List.of(line(agent, system("model_changed").put("model", model).put("reason", reason)));
  }

  private List<Json.Obj> answeredByOther(AgentId agent, String asked, String answered) {
    return List.of(
        line(agent, system("answered_by_other").put("asked", asked).put("answered", answered)));
  }

  private List<Json.Obj> waiting(AgentId agent, Delta.Retrying retrying) {
    return List.of(
        line(
            agent,
            system("api_retry")
                .put("attempt", retrying.attempt())
                .put("retry_delay_ms", retrying.delay().toMillis())
                .put("error", retrying.reason())));
  }

  private List<Json.Obj> folded(AgentId agent, Fold fold) {
    var facts =
        Json.object()
            .put("trigger", fold.reason() == Fold.Reason.ASKED ? "manual" : "auto")
            .put("pre_tokens", fold.before())
            .put("post_tokens", fold.after())
            .build();
    return List.of(line(agent, system("compact_boundary").put("compact_metadata", facts)));
  }

  private static Json.Builder system(String subtype) {
    return Json.object().put("type", "system").put("subtype", subtype);
  }

  private List<Json.Obj> started(AgentId child, CallId call) {
    parents.put(child, call);
    return List.of();
  }

  private String model(AgentId agent) {
    return models.getOrDefault(agent, "");
  }

  private PartialReply partial(AgentId agent) {
    return replies.computeIfAbsent(agent, PartialReply::new);
  }

  private List<Json.Obj> replied(AgentId agent, Event.ReplyReceived reply) {
    tally.add(agent, reply);
    for (var call : reply.message().calls()) calls.put(new Key(agent, call.id()), call);
    var reported = new ArrayList<>(events(agent, partial(agent).finished(reply)));
    var message = ApiMessage.assistant(partial(agent).messageId(reply.turn()), reply);
    partial(agent).forget();
    reported.add(line(agent, Json.object().put("type", "assistant").put("message", message)));
    return reported;
  }

  private List<Json.Obj> finished(AgentId agent, CallId call, ToolResult result) {
    var asked = calls.remove(new Key(agent, call));
    if (result.status() == ToolResult.Status.REFUSED) tally.denied(call, asked);
    var message = ApiMessage.results(List.of(new Block.Result(call, result)));
    var line = Json.object().put("type", "user").put("message", message);
    var parent = nesting.remove(new Key(agent, call));
    return List.of(parent == null ? line(agent, line) : line(agent, line, parent));
  }

  /** A call that a call made is told as a sub-agent's is: below its parent. */
  private List<Json.Obj> nested(AgentId agent, CallId parent, Block.Call call) {
    calls.put(new Key(agent, call.id()), call);
    nesting.put(new Key(agent, call.id()), parent);
    var message = ApiMessage.nested(model(agent), call);
    return List.of(
        line(agent, Json.object().put("type", "assistant").put("message", message), parent));
  }

  private List<Json.Obj> events(AgentId agent, List<Json.Obj> events) {
    var reported = new ArrayList<Json.Obj>(events.size());
    for (var event : events) {
      reported.add(line(agent, Json.object().put("type", "stream_event").put("event", event)));
    }
    return reported;
  }

  private Json.Obj line(AgentId agent, Json.Builder line) {
    var parent = parents.get(agent);
    return finish(
        line.build(), agent, parent == null ? Json.Null.INSTANCE : Json.of(parent.value()));
  }

  private Json.Obj line(AgentId agent, Json.Builder line, CallId parent) {
    return finish(line.build(), agent, Json.of(parent.value()));
  }

  private Json.Obj finish(Json.Obj line, @Nullable AgentId agent, Json parent) {
    var finished = line.with("session_id", Json.of(session.value()));
    if (agent != null) finished = finished.with("parent_tool_use_id", parent);
    return finished.with("uuid", Json.of(LineId.of(session, ++lines)));
  }
}
