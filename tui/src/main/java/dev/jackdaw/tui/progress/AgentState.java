package dev.jackdaw.tui.progress;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one agent is at. */
final class AgentState {
  private final AgentId id;
  private final String description;
  private final Map<CallId, CallState> calls = new LinkedHashMap<>();
  private final List<Question> questions = new ArrayList<>();
  private Phase phase = new Phase.Waiting();
  private Instant since;
  private Instant asked;

  AgentState(AgentId id, String description, Instant now) {
    this.id = id;
    this.description = description;
    this.since = now;
    this.asked = now;
  }

  AgentId id() {
    return id;
  }

  String description() {
    return description;
  }

  Phase phase() {
    return phase;
  }

  Instant since() {
    return isAsking() ? asked : since;
  }

  boolean isAsking() {
    return !questions.isEmpty();
  }

  List<CallState> running() {
    return calls.values().stream()
        .filter(call -> call.hasStarted() || !call.lastLine().isEmpty())
        .toList();
  }

  void enter(Phase other, Instant now) {
    if (!other.getClass().equals(phase.getClass())) since = now;
    phase = other;
  }

  void streamed(Delta delta, Instant now) {
    switch (delta) {
      case Delta.TextDelta _ -> enter(new Phase.Writing(), now);
      case Delta.ThinkingDelta _ -> enter(new Phase.Thinking(), now);
      case Delta.CallBegun(_, var tool) -> {
        since = now;
        phase = new Phase.Preparing(tool, 0);
      }
      case Delta.CallInputDelta(_, var json) -> {
        if (phase instanceof Phase.Preparing(var tool, var chars)) {
          phase = new Phase.Preparing(tool, chars + json.length());
        }
      }
      case Delta.Retrying(var reason, var delay, var attempt) ->
          enter(new Phase.Retrying(reason, attempt, now.plus(delay)), now);
      case Delta.Restarted _ -> enter(new Phase.Waiting(), now);
    }
  }

  void replied(List<Block.Call> made, Instant now) {
    enter(made.isEmpty() ? new Phase.Resting() : new Phase.Deciding(), now);
    for (var call : made) made(call, now);
  }

  void made(Block.Call call, Instant now) {
    calls.put(call.id(), new CallState(call, now));
  }

  void started(CallId call, Instant now) {
    var state = calls.get(call);
    if (state != null) state.start(now);
  }

  void progressed(CallId call, String text) {
    var state = calls.get(call);
    if (state != null) state.heard(text);
  }

  void finished(CallId call, Instant now) {
    calls.remove(call);
    if (calls.isEmpty() && phase instanceof Phase.Deciding) since = now;
  }

  void asked(Question question, Instant now) {
    if (questions.isEmpty()) asked = now;
    questions.add(question);
  }

  void answered(Question question, Answer answer, Instant now) {
    questions.remove(question);
    if (question instanceof Question.Approval approval
        && answer instanceof Answer.AllowEdited(var input)) {
      made(approval.with(input), now);
    }
  }

  /** What is left of its calls when its task is over has ended, told or not. */
  void rest(Instant now) {
    calls.clear();
    questions.clear();
    enter(new Phase.Resting(), now);
  }
}
