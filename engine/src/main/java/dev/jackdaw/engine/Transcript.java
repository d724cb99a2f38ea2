package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one agent and its model said to each other, as a function of the journal. Whatever the
 * journal holds, {@link #messages} pairs every call with exactly one result, in the user message
 * right behind it and in the order of the calls. Thread-safe.
 */
final class Transcript {
  private final List<Message> closed = new ArrayList<>();
  private final List<Block.Given> next = new ArrayList<>();
  private final Map<CallId, ToolResult> results = new HashMap<>();
  private final Set<CallId> started = new HashSet<>();
  private final Set<CallId> known = new HashSet<>();
  private final StepRecords steps = new StepRecords();
  private final List<Mark> marks = new ArrayList<>();
  private List<Block.Call> open = List.of();
  private int turns;

  /** How it was before a prompt. */
  private record Mark(
      int closed, List<Block.Given> next, List<Block.Call> open, Map<CallId, ToolResult> results) {}

  /** Takes in an event of this agent; events that the model is not told of change nothing. */
  synchronized void apply(Event.Durable event) {
    steps.apply(event);
    switch (event) {
      case Event.PromptSubmitted prompt -> {
        if (!prompt.steering()) marks.add(mark());
        prompt.content().forEach(this::give);
      }
      case Event.ConversationRewound(var prompts) -> rewind(prompts);
      case Event.NoticeGiven(var text) -> give(new Block.Text(text, Label.JACKDAW));
      case Event.StepsUndone(_, var summary) -> give(new Block.Text(summary, Label.JACKDAW));
      case Event.StepsRedone(_, var summary) -> give(new Block.Text(summary, Label.JACKDAW));
      case Event.MemoryLoaded(var path, var text) ->
          give(new Block.Text(text, Origins.memory(path)));
      case Event.ReplyReceived reply -> hear(reply);
      case Event.CallStarted call -> started.add(call.call());
      case Event.CallFinished call -> finish(call);
      case Event.AgentConfigured _,
          Event.SessionOpened _,
          Event.SessionResumed _,
          Event.ModelFailed _,
          Event.CallDecided _,
          Event.QuestionAnswered _,
          Event.ModeChanged _,
          Event.ModelChanged _,
          Event.AnsweredByOther _,
          Event.WindowLearned _,
          Event.AgentStarted _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.TaskFinished _,
          Event.FilesChanged _,
          Event.CallNested _,
          Event.ScriptStarted _ -> {}
    }
  }

  private Mark mark() {
    return new Mark(closed.size(), List.copyOf(next), open, Map.copyOf(results));
  }

  /** Turns keep their numbers and calls their ids, which must not be used again. */
  private void rewind(int prompts) {
    if (prompts >= marks.size()) return;
    var mark = marks.get(prompts);
    closed.subList(mark.closed(), closed.size()).clear();
    next.clear();
    next.addAll(mark.next());
    open = mark.open();
    results.clear();
    results.putAll(mark.results());
    marks.subList(prompts, marks.size()).clear();
  }

  private void give(Block.Content content) {
    if (content instanceof Block.Text(var text, _) && text.isBlank()) return;
    next.add(content);
  }

  private void hear(Event.ReplyReceived reply) {
    turns = Math.max(turns, reply.turn().number());
    if (reply.message().blocks().isEmpty()) return;
    var given = pending();
    if (!given.isEmpty()) closed.add(new Message.User(given));
    next.clear();
    results.clear();
    closed.add(reply.message());
    open = reply.message().calls();
    for (var call : open) known.add(call.id());
  }

  private void finish(Event.CallFinished call) {
    results.putIfAbsent(call.call(), call.result());
  }

  /** Returns the conversation; it ends with a user message when there is something new to say. */
  synchronized List<Message> messages() {
    var all = new ArrayList<>(closed);
    var given = pending();
    if (!given.isEmpty()) all.add(new Message.User(given));
    return all;
  }

  /** Returns the next user message: results of the open calls first, then what was said since. */
  private List<Block.Given> pending() {
    var given = new ArrayList<Block.Given>();
    for (var call : open) {
      given.add(new Block.Result(call.id(), results.getOrDefault(call.id(), lost(call.id()))));
    }
    given.addAll(next);
    return given;
  }

  /** Returns the calls of the last reply that have no result yet. */
  synchronized List<Block.Call> unanswered() {
    return open.stream().filter(call -> !results.containsKey(call.id())).toList();
  }

  synchronized boolean hasStarted(CallId call) {
    return started.contains(call);
  }

  /** Returns what to say of a call whose end was not recorded. */
  synchronized ToolResult lost(CallId call) {
    return started.contains(call)
        ? ToolResult.of(
            ToolResult.Status.IN_DOUBT,
            "Interrupted: Jackdaw ended while this call ran. It may have taken effect; it was not"
                + " run again. Check before repeating it.",
            Label.JACKDAW)
        : ToolResult.of(
            ToolResult.Status.CANCELLED,
            "Interrupted: this call was not run, because Jackdaw ended before it started.",
            Label.JACKDAW);
  }

  /** Returns the reply with ids that are unique in this conversation. */
  synchronized Message.Assistant withUniqueIds(Message.Assistant message, TurnId turn) {
    if (message.calls().isEmpty()) return message;
    var blocks = new ArrayList<Block.Said>();
    var seen = new HashSet<>(known);
    var index = 0;
    for (var block : message.blocks()) {
      if (block instanceof Block.Call call) {
        var id = call.id();
        for (var n = 0; !seen.add(id); n++) {
          id = new CallId("t" + turn.number() + "_" + index + (n == 0 ? "" : "_" + n));
        }
        index++;
        blocks.add(id.equals(call.id()) ? call : call.withId(id));
      } else {
        blocks.add(block);
      }
    }
    return new Message.Assistant(blocks);
  }

  /** Returns what workflows did. */
  StepRecords steps() {
    return steps;
  }

  /** Returns what the model said last, as a sentence; empty when it said nothing. */
  synchronized String lastWords() {
    for (var message : closed.reversed()) {
      if (message instanceof Message.Assistant said && !said.text().isBlank()) {
        return " Its last words: " + said.text().strip();
      }
    }
    return "";
  }

  /** Returns how many turns there were. */
  synchronized int turns() {
    return turns;
  }

  synchronized boolean isEmpty() {
    return closed.isEmpty() && next.isEmpty();
  }
}
