package dev.jackdaw.engine.recall;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes out of a journal, in order, what one agent was told and said: nothing else, so that nothing
 * is recalled that was not shown before. What was recalled earlier stands where it came from, and
 * is left out. Used once.
 */
final class Reading implements Consumer<Occurrence> {
  static final String TOOL = "recall";

  private static final List<String> TELLING =
      List.of("command", "path", "file_path", "pattern", "url", "query", "question", "description");
  private static final int SUBJECT_CHARS = 80;

  private final AgentId agent;
  private final Scope scope;
  private final Consumer<Piece> each;
  private final Map<CallId, String> open = new HashMap<>();

  Reading(AgentId agent, Scope scope, Consumer<Piece> each) {
    this.agent = agent;
    this.scope = scope;
    this.each = each;
  }

  @Override
  public void accept(Occurrence occurrence) {
    if (!occurrence.agent().equals(agent)) return;
    if (!(occurrence.event() instanceof Event.Durable event)) return;
    var number = occurrence.sequence();
    switch (event) {
      case Event.PromptSubmitted(var content, var steering) ->
          give(number, steering ? "prompt while at work" : "prompt", content);
      case Event.NoticeGiven(var text) -> give(number, "notice", text(text, Label.JACKDAW));
      case Event.StepsUndone(_, var summary) ->
          give(number, "notice", text(summary, Label.JACKDAW));
      case Event.StepsRedone(_, var summary) ->
          give(number, "notice", text(summary, Label.JACKDAW));
      case Event.HookSpoke(var moment, var said, _) -> {
        for (var text : said) give(number, "hook at " + moment, List.of(text));
      }
      case Event.MemoryLoaded(var path, var text) ->
          give(
              number,
              "memory file " + shown(path),
              text(text, new Label(Label.Source.MEMORY, path)));
      case Event.ReplyReceived reply -> hear(number, reply);
      case Event.CallFinished call -> finish(number, call.call(), call.result());
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.AgentConfigured _,
          Event.ModelFailed _,
          Event.CallDecided _,
          Event.CallStarted _,
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
          Event.ConversationRewound _,
          Event.ContextFolded _,
          Event.ContextUnfolded _,
          Event.ContextPinned _,
          Event.ContextUnpinned _,
          Event.CallNested _,
          Event.ScriptStarted _ -> {}
    }
  }

  private void hear(long number, Event.ReplyReceived reply) {
    scope.at(reply.turn());
    give(number, "reply", text(reply.message().text(), Label.MODEL));
    for (var call : reply.message().calls()) {
      if (call.tool().equals(TOOL)) continue;
      open.put(call.id(), subject(call));
      if (!scope.holds(number, call.id())) continue;
      var arguments = text(arguments(call), Label.MODEL);
      each.accept(new Piece(number, "call of " + shown(call.tool()), arguments));
    }
  }

  /** The results of the steps of a workflow were never shown: their calls are in no reply. */
  private void finish(long number, CallId call, ToolResult result) {
    var subject = open.remove(call);
    if (subject == null || !scope.holds(number)) return;
    each.accept(new Piece(number, outcome(result) + " of " + subject, result.content()));
  }

  private static String outcome(ToolResult result) {
    return switch (result.status()) {
      case OK -> "result";
      case FAILED -> "failed result";
      case INVALID -> "complaint about the input";
      case REFUSED -> "refusal";
      case CANCELLED -> "cancelled result";
      case TIMED_OUT -> "timed-out result";
      case IN_DOUBT -> "uncertain result";
    };
  }

  private void give(long number, String title, List<Block.Content> content) {
    if (scope.holds(number)) each.accept(new Piece(number, title, content));
  }

  private static List<Block.Content> text(String text, Label label) {
    return text.isBlank() ? List.of() : List.of(new Block.Text(text, label));
  }

  private static String subject(Block.Call call) {
    for (var name : TELLING) {
      var text = call.input().string(name);
      if (text.isPresent()) return shown(call.tool()) + " \"" + shown(text.get()) + "\"";
    }
    return shown(call.tool());
  }

  private static String shown(String text) {
    var line = VisibleText.blanked(text.length() > 400 ? text.substring(0, 400) : text).strip();
    if (line.length() <= SUBJECT_CHARS) return line;
    return line.substring(
            0,
            line.offsetByCodePoints(
                0, Math.min(SUBJECT_CHARS, line.codePointCount(0, line.length())) - 1))
        + "…";
  }

  private static String arguments(Block.Call call) {
    if (!call.malformed().isEmpty()) return call.malformed();
    var text = new StringBuilder();
    for (var member : call.input().members().entrySet()) {
      if (!text.isEmpty()) text.append('\n');
      text.append(member.getKey()).append(": ");
      text.append(
          member.getValue() instanceof Json.Str(var value) ? value : member.getValue().compact());
    }
    return text.toString();
  }
}
