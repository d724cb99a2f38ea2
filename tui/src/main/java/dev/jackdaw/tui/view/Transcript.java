package dev.jackdaw.tui.view;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes sections of what happened in a session: a few references for each event, no more. */
final class Transcript {
  private record Key(AgentId agent, CallId call) {}

  private final List<Section> sections = new ArrayList<>();
  private final AgentNames names = new AgentNames();
  private final Map<Key, Block.Call> calls = new HashMap<>();
  private int prompts;

  private Transcript() {}

  static List<Section> of(Iterable<Occurrence> events) {
    var transcript = new Transcript();
    for (var each : events) transcript.hear(each);
    return transcript.sections;
  }

  private void hear(Occurrence occurrence) {
    names.hear(occurrence);
    var agent = occurrence.agent();
    switch (occurrence.event()) {
      case Event.PromptSubmitted(var content, var steering) -> {
        if (agent.isMain()) prompted(content, steering);
      }
      case Event.ReplyReceived reply -> {
        for (var call : reply.message().calls()) calls.put(new Key(agent, call.id()), call);
        if (!reply.message().text().isBlank()) {
          sections.add(
              agent.isMain()
                  ? Section.of(Role.TEXT, reply.message().text().strip() + "\n")
                  : Section.of(Role.DIM, whose(agent) + reply.message().text().strip() + "\n"));
        }
      }
      case Event.CallNested(_, _, var call) -> calls.put(new Key(agent, call.id()), call);
      case Event.CallFinished finished -> {
        var call = calls.remove(new Key(agent, finished.call()));
        if (call != null) sections.add(new CallSection(call, finished, whose(agent)));
      }
      case Event.AgentStarted(var child, _, var description, _, _) ->
          note(Role.ACCENT, names.of(child) + ": " + description);
      case Event.QuestionAnswered(var question, var answer) -> {
        note(Role.DIM, whose(agent) + Answered.text(question, answer));
        if (question instanceof Question.Approval approval
            && answer instanceof Answer.AllowEdited(var input)) {
          calls.replace(new Key(agent, approval.call().id()), approval.with(input));
        }
      }
      case Event.NoticeGiven(var text) -> note(Role.DIM, text);
      case Event.HookSpoke(var event, _, var told) ->
          told.forEach(text -> note(Role.DIM, "hook at " + event + ": " + text));
      case Event.ModelFailed(_, _, var message) -> note(Role.BAD, message);
      case Event.ModelChanged(var model, var reason) ->
          note(Role.DIM, "model: " + model + " (" + reason + ")");
      case Event.ModeChanged(var mode) -> note(Role.DIM, "mode: " + mode.text());
      case Event.ContextFolded(var fold) ->
          note(Role.WARNING, "folded up to turn " + fold.through());
      case Event.ContextUnfolded(var number) -> note(Role.DIM, "fold " + number + " taken back");
      case Event.StepsUndone(_, var summary) -> note(Role.WARNING, summary);
      case Event.StepsRedone(_, var summary) -> note(Role.WARNING, summary);
      case Event.ConversationRewound(var kept) ->
          note(Role.WARNING, "the conversation went back to its first " + kept + " prompts");
      case Event.TaskFinished(var outcome) -> {
        if (agent.isMain()) ended(outcome);
      }
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.AgentConfigured _,
          Event.MemoryLoaded _,
          Event.CallDecided _,
          Event.CallStarted _,
          Event.AnsweredByOther _,
          Event.WindowLearned _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.FilesChanged _,
          Event.ContextPinned _,
          Event.ContextUnpinned _,
          Event.ScriptStarted _,
          Event.TurnStarted _,
          Event.ReplyStreamed _,
          Event.CallProgressed _,
          Event.QuestionAsked _ -> {}
    }
  }

  private void prompted(List<Block.Content> content, boolean steering) {
    if (!steering) prompts++;
    var text = Prompts.text(content);
    sections.add(new PromptSection(steering ? "" : prompts + " ", text, !steering));
  }

  private String whose(AgentId agent) {
    return agent.isMain() ? "" : names.of(agent) + ": ";
  }

  private void note(Role role, String text) {
    sections.add(Section.of(role, text.stripTrailing()));
  }

  private void ended(Outcome outcome) {
    switch (outcome) {
      case Outcome.Finished _ -> {}
      case Outcome.Interrupted _ -> note(Role.WARNING, "Interrupted.");
      case Outcome.LimitReached(_, var message) -> note(Role.BAD, message);
      case Outcome.Blocked(_, var message) -> note(Role.BAD, message);
      case Outcome.Failed(_, var code, var message) -> note(Role.BAD, message + " [" + code + "]");
    }
  }
}
