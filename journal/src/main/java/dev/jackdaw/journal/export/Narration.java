package dev.jackdaw.journal.export;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Tells a page what happened, in order. */
final class Narration {
  private record Key(AgentId agent, CallId call) {}

  private final Page page;
  private final Map<Key, String> tools = new HashMap<>();

  Narration(Page page) {
    this.page = page;
  }

  void tell(Occurrence occurrence) throws IOException {
    var agent = occurrence.agent();
    switch (occurrence.event()) {
      case Event.SessionOpened opened -> {
        var from = opened.forkedFrom();
        if (from.isPresent()) page.note("Continues a copy of session " + from.get() + ".");
      }
      case Event.SessionResumed _ -> page.note("The session was resumed.");
      case Event.AgentConfigured(var model, _, var tools) ->
          page.note(speaker(agent) + " uses " + model + " with " + tools.size() + " tools.");
      case Event.PromptSubmitted(var content, _) ->
          page.prompt(agent.isMain() ? "You" : "To agent " + agent, content);
      case Event.NoticeGiven(var text) -> page.note("Notice: " + text);
      case Event.MemoryLoaded loaded ->
          page.note(
              "Memory was loaded from "
                  + loaded.path()
                  + (loaded.isChange() ? ", which had changed." : "."));
      case Event.ReplyReceived reply -> {
        reply(agent, reply);
        var miss = reply.cacheMiss().filter(CacheMiss::isSurprising);
        if (miss.isPresent())
          page.note("The prompt cache was missed: " + miss.get().detail() + ".");
      }
      case Event.ModelFailed(_, var code, var message) ->
          page.note("The model failed (" + code + "): " + message);
      case Event.CallNested(_, _, var call) -> {
        tools.put(new Key(agent, call.id()), call.tool());
        page.call("Workflow", call);
      }
      case Event.CallDecided(_, var call, _, var decision) ->
          page.note(tool(agent, call) + ": " + decided(decision));
      case Event.CallStarted _, Event.ScriptStarted _ -> {}
      case Event.CallFinished(_, var call, var result, var took, _, _) ->
          page.result(tool(agent, call), status(result, took), result);
      case Event.QuestionAnswered(var question, var answer) ->
          page.note(asked(question) + " " + answered(answer));
      case Event.ModeChanged(var mode) -> page.note("The mode is now " + mode.text() + ".");
      case Event.ModelChanged(var model, var reason) ->
          page.note("The model is now " + model + ": " + reason);
      case Event.AnsweredByOther(_, var asked, var answered) ->
          page.note("The provider let " + answered + " answer in place of " + asked + ".");
      case Event.WindowLearned(var model, var tokens, var reason) ->
          page.note(model + " takes " + tokens + " tokens: " + reason);
      case Event.AgentStarted(var child, _, var description, var name, var background) ->
          page.note(
              "Agent "
                  + child
                  + (name.isEmpty() ? "" : " (" + name + ")")
                  + " was started"
                  + (background ? " in the background" : "")
                  + ": "
                  + description);
      case Event.SideJobEnded job -> page.note(sideJob(job));
      case Event.SessionTitled(var title) -> page.note("The session was named: " + title);
      case Event.TaskFinished(var outcome) -> page.note(outcome(outcome));
      case Event.FilesChanged(_, var call, var found) ->
          page.note(tool(agent, call) + " changed " + String.join(", ", found.paths()) + ".");
      case Event.ConversationRewound(var prompts) ->
          page.note("The conversation was taken back to its first " + prompts + " prompts.");
      case Event.ContextFolded(var fold) -> page.note(fold.text());
      case Event.ContextUnfolded(var number) ->
          page.note("Fold " + number + " was taken back: the model is shown everything again.");
      case Event.ContextPinned(var what) -> page.note("Pinned: " + what);
      case Event.ContextUnpinned(var what) -> page.note("No longer pinned: " + what);
      case Event.StepsUndone(_, var summary) -> page.note(summary);
      case Event.StepsRedone(_, var summary) -> page.note(summary);
      case Event.HookSpoke(var event, var said, var told) -> {
        for (var text : told) page.note("Hook at " + event + ": " + text);
        for (var text : said) page.note("Hook at " + event + ", to the model: " + text.text());
      }
      case Event.Fleeting _ -> {}
    }
  }

  private static String sideJob(Event.SideJobEnded job) {
    var what = job.job() + " by " + job.model();
    return job.problem().isEmpty()
        ? "A side job was done: " + what + "."
        : "A side job was not done: " + what + ": " + job.problem();
  }

  private static String speaker(AgentId agent) {
    return agent.isMain() ? "Jackdaw" : "Agent " + agent;
  }

  private void reply(AgentId agent, Event.ReplyReceived reply) throws IOException {
    for (var block : reply.message().blocks()) {
      switch (block) {
        case Block.Text(var text, _) -> page.reply(speaker(agent), text);
        case Block.Thinking(var text, _, _) -> {
          if (!text.isBlank()) page.thinking(speaker(agent), text);
        }
        case Block.Call call -> {
          tools.put(new Key(agent, call.id()), call.tool());
          page.call(speaker(agent), call);
        }
      }
    }
  }

  private String tool(AgentId agent, CallId call) {
    return tools.getOrDefault(new Key(agent, call), "Call " + call);
  }

  private static String status(ToolResult result, Duration took) {
    var status =
        switch (result.status()) {
          case OK -> "done";
          case FAILED -> "failed";
          case INVALID -> "invalid input";
          case REFUSED -> "refused";
          case CANCELLED -> "cancelled";
          case TIMED_OUT -> "timed out";
          case IN_DOUBT -> "in doubt";
        };
    return took.isZero() ? status : status + " after " + took.toMillis() + " ms";
  }

  private static String decided(Decision decision) {
    return switch (decision) {
      case Decision.Allow(var reason) -> "allowed: " + reason;
      case Decision.Ask(var reason, _) -> "asked: " + reason;
      case Decision.Deny(var reason) -> "denied: " + reason;
    };
  }

  private static String asked(Question question) {
    return switch (question) {
      case Question.Approval approval -> "May it run? " + approval.summary();
      case Question.Choice choice -> choice.text();
    };
  }

  private static String answered(Answer answer) {
    return switch (answer) {
      case Answer.AllowOnce() -> "(Yes, once.)";
      case Answer.AllowEdited(var input) -> "(Yes, once, changed: " + edited(input) + ")";
      case Answer.AllowForSession(var rule) -> "(Yes, for this session: " + rule + ")";
      case Answer.AllowAlways(var rule) -> "(Yes, always: " + rule + ")";
      case Answer.Refuse(var instructions) ->
          instructions.isEmpty() ? "(No.)" : "(No: " + instructions + ")";
      case Answer.Chosen(var texts) -> "(" + String.join("; ", texts) + ")";
      case Answer.Dismissed() -> "(No answer.)";
    };
  }

  private static String edited(Json.Obj input) {
    return input.string("command", input.compact());
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "The task is done.";
      case Outcome.Interrupted _ -> "The task was interrupted.";
      case Outcome.LimitReached(_, var message) -> "A limit was reached: " + message;
      case Outcome.Blocked(_, var message) -> "The task was blocked: " + message;
      case Outcome.Failed(_, var code, var message) -> "The task failed (" + code + "): " + message;
    };
  }
}
