package dev.jackdaw.acp;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells what happens in a session as the updates of the protocol. One class, because it is one
 * table: an event, and what an editor is told of it. Hears one event at a time.
 */
final class Narrator {
  private static final String MESSAGE = "agent_message_chunk";
  private static final String THOUGHT = "agent_thought_chunk";
  private static final int MAX_PROGRESS_CHARS = 16_000;
  private static final Duration PROGRESS_PAUSE = Duration.ofMillis(200);

  /** Whether what is told happens now. */
  enum Tense {
    PRESENT,
    /** A session is loaded: prompts are told too, and nothing was streamed. */
    PAST
  }

  /** A call that was told, with what is to be known when it ends. */
  private static final class Told {
    final Block.Call call;
    final StringBuilder output = new StringBuilder();
    Instant lastProgress = Instant.MIN;

    Told(Block.Call call) {
      this.call = call;
    }
  }

  private final Path directory;
  private final Abilities abilities;
  private final Tense tense;
  private final Consumer<Json.Obj> out;
  private final Map<String, Told> calls = new HashMap<>();
  private final Map<AgentId, String> names = new HashMap<>();
  private Plan plan = Plan.NONE;
  private boolean streamed;

  Narrator(Path directory, Abilities abilities, Tense tense, Consumer<Json.Obj> out) {
    this.directory = directory;
    this.abilities = abilities;
    this.tense = tense;
    this.out = out;
  }

  /** Takes up where another one ended, such as the one that told the past. */
  void follow(Narrator other) {
    plan = other.plan;
    names.putAll(other.names);
  }

  void hear(Occurrence occurrence) {
    var agent = occurrence.agent();
    switch (occurrence.event()) {
      case Event.PromptSubmitted(var content, _) -> {
        if (agent.isMain() && tense == Tense.PAST) prompt(content);
      }
      case Event.TurnStarted _ -> {
        if (agent.isMain()) streamed = false;
      }
      case Event.ReplyStreamed(var turn, var delta) -> {
        if (agent.isMain()) delta(turn, delta);
      }
      case Event.ReplyReceived reply -> reply(agent, reply);
      case Event.CallNested(_, _, var call) -> called(agent, call);
      case Event.CallDecided(_, var call, var effects, _) -> decided(agent, call, effects);
      case Event.CallStarted(_, var call, _) -> status(agent, call, "in_progress");
      case Event.CallProgressed(_, var call, var text) -> progress(occurrence, call, text);
      case Event.CallFinished finished -> finished(occurrence, finished);
      case Event.AgentStarted(var child, _, var description, var name, _) ->
          names.put(child, name.isEmpty() ? description : name);
      case Event.SessionTitled(var title) -> titled(title, occurrence.time());
      case Event.ContextFolded(var fold) -> folded(agent, fold);
      case Event.AnsweredByOther(_, var asked, var answered) ->
          remark("warning", asked + " was asked, " + answered + " answered.");
      case Event.ModelChanged(var model, var reason) ->
          remark("info", "The model is " + model + " now: " + reason);
      case Event.HookSpoke(_, _, var told) -> told.forEach(text -> remark("info", text));
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.AgentConfigured _,
          Event.NoticeGiven _,
          Event.MemoryLoaded _,
          Event.ModelFailed _,
          Event.QuestionAnswered _,
          Event.ModeChanged _,
          Event.WindowLearned _,
          Event.SideJobEnded _,
          Event.TaskFinished _,
          Event.FilesChanged _,
          Event.StepsUndone _,
          Event.StepsRedone _,
          Event.ConversationRewound _,
          Event.ContextUnfolded _,
          Event.ContextPinned _,
          Event.ContextUnpinned _,
          Event.ScriptStarted _,
          Event.QuestionAsked _ -> {}
    }
  }

  private void update(String kind, Json.Builder members) {
    var update = Json.object().put("sessionUpdate", kind);
    members.build().members().forEach(update::put);
    out.accept(update.build());
  }

  private void chunk(String kind, Json.Obj content) {
    update(kind, Json.object().put("content", content));
  }

  /** Pieces of a reply are told apart from those of the next. */
  private void piece(TurnId turn, String kind, String text) {
    var id = (kind.equals(THOUGHT) ? "thought-" : "turn-") + turn.number();
    update(kind, Json.object().put("content", Contents.text(text)).put("messageId", id));
  }

  /** Says something to the person that is not the model's. */
  void say(String text) {
    chunk(MESSAGE, Contents.text(text));
  }

  /** Tells what is beside the conversation, to editors that have a place for it. */
  void remark(String severity, String text) {
    if (!abilities.notices() || tense == Tense.PAST) return;
    update("notice", Json.object().put("severity", severity).put("title", text));
  }

  private void prompt(List<Block.Content> content) {
    for (var block : content) {
      if (block.label().equals(Label.JACKDAW)) continue;
      chunk("user_message_chunk", Contents.of(block));
    }
  }

  private void delta(TurnId turn, Delta delta) {
    switch (delta) {
      case Delta.TextDelta(var text) -> {
        streamed = true;
        piece(turn, MESSAGE, text);
      }
      case Delta.ThinkingDelta(var text) -> {
        streamed = true;
        piece(turn, THOUGHT, text);
      }
      case Delta.Retrying(var reason, var delay, var attempt) ->
          remark(
              "warning",
              reason + ". Attempt " + attempt + " follows in " + delay.toSeconds() + " s.");
      case Delta.Restarted _ -> {
        if (streamed) say("\n\n(The connection broke. The reply begins again.)\n\n");
      }
      case Delta.CallBegun _, Delta.CallInputDelta _ -> {}
    }
  }

  private void reply(AgentId agent, Event.ReplyReceived reply) {
    for (var block : reply.message().blocks()) {
      switch (block) {
        case Block.Text(var text, _) -> whole(agent, reply.turn(), MESSAGE, text);
        case Block.Thinking(var text, _, _) -> whole(agent, reply.turn(), THOUGHT, text);
        case Block.Call call -> called(agent, call);
      }
    }
    if (agent.isMain()) streamed = false;
  }

  /** A reply is told whole where it was not told piece by piece. */
  private void whole(AgentId agent, TurnId turn, String kind, String text) {
    if (agent.isMain() && !streamed && !text.isEmpty()) piece(turn, kind, text);
  }

  /** The ids of the protocol are unique within a session, those of calls within an agent. */
  static String id(AgentId agent, CallId call) {
    return agent.isMain() ? call.value() : agent.value() + "/" + call.value();
  }

  private void called(AgentId agent, Block.Call call) {
    var id = id(agent, call.id());
    if (calls.putIfAbsent(id, new Told(call)) != null) return;
    update(
        "tool_call",
        Json.object()
            .put("toolCallId", id)
            .put("name", call.tool())
            .put("title", title(agent, call))
            .put("kind", ToolCalls.kind(call.tool()))
            .put("status", "pending")
            .put("rawInput", call.input()));
  }

  /** Returns the title of a call, with the sub-agent in front whose call it is. */
  String title(AgentId agent, Block.Call call) {
    var title = ToolCalls.title(call);
    return agent.isMain() ? title : "[" + names.getOrDefault(agent, "sub-agent") + "] " + title;
  }

  private void decided(AgentId agent, CallId call, List<Effect> effects) {
    var told = calls.get(id(agent, call));
    if (told == null) return;
    var kind = ToolCalls.kind(told.call.tool(), effects);
    var locations = ToolCalls.locations(effects);
    if (locations.isEmpty() && kind.equals(ToolCalls.kind(told.call.tool()))) return;
    update(
        "tool_call_update",
        Json.object()
            .put("toolCallId", id(agent, call))
            .put("kind", kind)
            .put("locations", Json.array(locations)));
  }

  private void status(AgentId agent, CallId call, String status) {
    if (!calls.containsKey(id(agent, call))) return;
    update(
        "tool_call_update", Json.object().put("toolCallId", id(agent, call)).put("status", status));
  }

  /** Output replaces what was told before, so it is cut to its end and told now and then. */
  private void progress(Occurrence occurrence, CallId call, String text) {
    var told = calls.get(id(occurrence.agent(), call));
    if (told == null) return;
    told.output.append(text);
    var over = told.output.length() - MAX_PROGRESS_CHARS;
    if (over > 0) told.output.delete(0, over);
    if (occurrence.time().isBefore(told.lastProgress.plus(pause(told)))) return;
    told.lastProgress = occurrence.time();
    update(
        "tool_call_update",
        Json.object()
            .put("toolCallId", id(occurrence.agent(), call))
            .put("content", Json.array(List.of(ToolCalls.output(told.output.toString())))));
  }

  private static Duration pause(Told told) {
    return told.lastProgress.equals(Instant.MIN) ? Duration.ZERO : PROGRESS_PAUSE;
  }

  private void finished(Occurrence occurrence, Event.CallFinished finished) {
    var agent = occurrence.agent();
    var told = calls.remove(id(agent, finished.call()));
    if (told != null) ended(id(agent, finished.call()), told.call.tool(), finished.result());
    var next = plan.after(occurrence);
    if (!next.equals(plan)) planned(next);
  }

  private void ended(String id, String tool, ToolResult result) {
    var update =
        Json.object()
            .put("toolCallId", id)
            .put("status", ToolCalls.status(result))
            .put("content", Json.array(ToolCalls.outcome(tool, result, directory)));
    var places = Diffs.locations(result.details().string("diff", ""), directory);
    if (!places.isEmpty()) update.put("locations", Json.array(places));
    var details = result.details().without("diff");
    if (!details.members().isEmpty()) update.put("rawOutput", details);
    update("tool_call_update", update);
  }

  private void planned(Plan next) {
    plan = next;
    var entries = new ArrayList<Json>();
    for (var step : plan.steps()) {
      entries.add(
          Json.object()
              .put("content", step.text())
              .put("priority", "medium")
              .put(
                  "status",
                  switch (step.status()) {
                    case PENDING -> "pending";
                    case ACTIVE -> "in_progress";
                    case DONE -> "completed";
                  })
              .build());
    }
    update("plan", Json.object().put("entries", Json.array(entries)));
  }

  private void titled(String title, Instant when) {
    update(
        "session_info_update", Json.object().put("title", title).put("updatedAt", when.toString()));
  }

  private void folded(AgentId agent, Fold fold) {
    if (!agent.isMain() || !abilities.compaction()) return;
    update(
        "compaction_update",
        Json.object()
            .put("compactionId", "fold-" + fold.number())
            .put("status", "completed")
            .put("summary", Json.array(List.of(Contents.text(fold.detail())))));
  }

  /** Tells how full the context is, and what was spent. */
  void usage(long used, long window, Optional<Double> dollars) {
    if (window <= 0) return;
    var usage = Json.object().put("used", used).put("size", window);
    dollars.ifPresent(amount ->
        usage.put(
            "cost", Json.object().put("amount", Json.of(amount)).put("currency", "USD").build()));
    update("usage_update", usage);
  }

  /** Returns the call of a tool that was told last and did not end yet. */
  Optional<String> running(String tool) {
    Optional<String> found = Optional.empty();
    for (var entry : calls.entrySet()) {
      if (entry.getValue().call.tool().equals(tool)) found = Optional.of(entry.getKey());
    }
    return found;
  }
}
