package dev.jackdaw.tui;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.tui.trouble.Trouble;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints what happens in a session as it happens. The main agent's words are printed whole; of
 * sub-agents only the calls are. Used on the session's thread alone.
 */
final class EventView {
  private final Screen screen;
  private final Look look;
  private final Signs signs;
  private final Map<CallId, Block.Call> calls = new HashMap<>();
  private final Set<CallId> nested = new HashSet<>();
  private final AgentNames names = new AgentNames();
  private final Set<CallId> running = new HashSet<>();
  private OutputFilter filter = new OutputFilter();
  private boolean spoke;
  private @Nullable CallId lastShown;

  EventView(Screen screen) {
    this.screen = screen;
    this.look = screen.look();
    this.signs = screen.signs();
  }

  void show(Occurrence occurrence) {
    var main = occurrence.agent().isMain();
    names.hear(occurrence);
    switch (occurrence.event()) {
      case Event.TurnStarted _ -> turnStarted(main);
      case Event.ReplyStreamed(_, var delta) -> {
        if (main) streamed(delta);
      }
      case Event.ReplyReceived(_, var message, _, var stop, _, _, _, _) ->
          received(message, stop, main);
      case Event.CallNested(_, _, var call) -> {
        calls.put(call.id(), call);
        nested.add(call.id());
      }
      case Event.CallStarted(_, var id, _) -> started(id, occurrence.agent());
      case Event.CallProgressed(_, var id, var text) -> progressed(id, text, main);
      case Event.CallFinished finished -> {
        var steps = Plan.NONE.after(occurrence);
        finished(finished, steps, main && !nested.remove(finished.call()));
      }
      case Event.AgentStarted(var child, _, var description, _, var background) ->
          screen.line(
              look.cyan(signs.agent() + " " + names.of(child) + "  ")
                  + OutputFilter.line(description)
                  + (background ? look.dim("  in the background") : ""));
      case Event.ModelFailed(_, _, var message) -> bad(OutputFilter.line(message));
      case Event.ModelChanged(var model, var reason) ->
          screen.line(look.dim("model: " + OutputFilter.line(model + " (" + reason + ")")));
      case Event.AnsweredByOther(_, var asked, var answered) ->
          screen.line(
              look.yellow(
                  OutputFilter.line(
                      "the provider let " + answered + " answer in place of " + asked)));
      case Event.WindowLearned(var model, var tokens, _) ->
          screen.line(look.dim(OutputFilter.line(model) + " takes " + tokens + " tokens"));
      case Event.ModeChanged(var mode) -> screen.line(look.dim("mode: " + mode.text()));
      case Event.NoticeGiven(var text) -> screen.line(look.dim(OutputFilter.all(text)));
      case Event.ConversationRewound(var prompts) ->
          screen.line(look.dim("the conversation is back at its first " + prompts + " prompts"));
      case Event.ContextFolded(var fold) -> folded(fold, occurrence.agent());
      case Event.ContextUnfolded(var number) ->
          screen.line(look.dim("fold " + number + " was taken back"));
      case Event.ContextPinned(var what) ->
          screen.line(look.dim("pinned: " + OutputFilter.line(what)));
      case Event.ContextUnpinned(var what) ->
          screen.line(look.dim("no longer pinned: " + OutputFilter.line(what)));
      case Event.StepsUndone(_, var summary) -> screen.line(look.dim(OutputFilter.all(summary)));
      case Event.StepsRedone(_, var summary) -> screen.line(look.dim(OutputFilter.all(summary)));
      case Event.HookSpoke(var event, _, var told) -> {
        for (var text : told) {
          screen.line(look.dim("hook at " + event + ": " + OutputFilter.all(text)));
        }
      }
      case Event.MemoryLoaded loaded -> {
        var what = loaded.isChange() ? " changed: as they are now, they apply" : " apply";
        screen.line(look.dim("instructions of " + OutputFilter.line(loaded.path()) + what));
      }
      case Event.TaskFinished(var outcome) -> {
        if (main) ended(outcome);
      }
      case Event.SessionOpened _,
          Event.SessionResumed _,
          Event.AgentConfigured _,
          Event.PromptSubmitted _,
          Event.CallDecided _,
          Event.QuestionAnswered _,
          Event.SideJobEnded _,
          Event.SessionTitled _,
          Event.FilesChanged _,
          Event.ScriptStarted _,
          Event.QuestionAsked _ -> {}
    }
  }

  private void folded(Fold fold, AgentId agent) {
    if (agent.isMain()) {
      endText();
      FoldText.happened(fold, look, signs).forEach(screen::line);
    } else {
      screen.line(
          indent(false)
              + look.dim(names.of(agent) + " folded its context: " + FoldText.change(fold, signs)));
    }
  }

  private void turnStarted(boolean main) {
    if (main) {
      spoke = false;
      filter = new OutputFilter();
    }
    screen.status("waiting for the model");
  }

  private void streamed(Delta delta) {
    switch (delta) {
      case Delta.TextDelta(var text) -> {
        spoke = true;
        screen.stream(screen.filtersReplies() ? text : filter.accept(text));
      }
      case Delta.ThinkingDelta _ -> screen.status("thinking");
      case Delta.CallBegun(_, var tool) -> {
        endText();
        screen.status("preparing " + OutputFilter.line(tool));
      }
      case Delta.CallInputDelta _ -> {}
      case Delta.Retrying(var reason, var delay, var attempt) -> {
        endText();
        var notice = OutputFilter.line(reason) + "; trying again";
        screen.line(
            look.yellow(notice + " in " + Amounts.seconds(delay) + " (attempt " + attempt + ")"));
        screen.countdown(notice, delay);
      }
      case Delta.Restarted _ -> restarted();
    }
  }

  /** What is printed cannot be taken back, so it is said that it does not count. */
  private void restarted() {
    endText();
    if (spoke)
      screen.line(look.yellow("The reply was cut off; it starts again from the beginning."));
    spoke = false;
    screen.status("waiting for the model");
  }

  private void endText() {
    screen.stream(filter.end());
    screen.endLine();
  }

  private void received(Message.Assistant message, StopReason stop, boolean main) {
    for (var call : message.calls()) calls.put(call.id(), call);
    if (!main) return;
    endText();
    if (!spoke && !message.text().isBlank()) {
      screen.stream(screen.filtersReplies() ? message.text() : OutputFilter.all(message.text()));
      screen.endLine();
    }
    switch (stop) {
      case CUT -> screen.line(look.yellow("The connection broke; what had arrived whole is kept."));
      case LENGTH -> screen.line(look.yellow("The reply reached the model's limit on output."));
      case REFUSED -> screen.line(look.yellow("The model or its provider declined to go on."));
      case END, CALLS, PAUSED, INTERRUPTED -> {}
    }
  }

  private void started(CallId id, AgentId agent) {
    var call = calls.get(id);
    if (call == null) return;
    running.add(id);
    lastShown = id;
    var whose = agent.isMain() ? "" : look.dim("  " + names.of(agent));
    var outer = agent.isMain() && !nested.contains(id);
    screen.line(indent(outer) + look.cyan(signs.call()) + " " + title(call) + whose);
    screen.status("running " + OutputFilter.line(call.tool()));
  }

  private static String indent(boolean main) {
    return main ? "" : "  ";
  }

  private String title(Block.Call call) {
    return look.bold(OutputFilter.line(call.tool())) + "  " + CallText.subject(call);
  }

  /** What is heard of a call that does not run yet is what it waits for. */
  private void progressed(CallId id, String text, boolean main) {
    var call = calls.get(id);
    var lines = OutputFilter.all(text).strip().split("\n", -1);
    var last = lines[lines.length - 1];
    if (call == null || last.isBlank()) return;
    if (running.contains(id) || nested.contains(id)) {
      screen.status("running " + OutputFilter.line(call.tool()));
    } else {
      screen.line(indent(main) + look.dim(OutputFilter.line(call.tool() + " " + last)));
    }
  }

  private void finished(Event.CallFinished event, Plan steps, boolean main) {
    var call = calls.remove(event.call());
    running.remove(event.call());
    if (call == null) return;
    var known = event.call().equals(lastShown);
    var margin = indent(main) + "  ";
    screen.line(
        margin
            + ending(event)
            + look.dim("  " + Amounts.seconds(event.took()))
            + (known ? "" : "  " + title(call)));
    body(event.result(), margin + "  ");
    CallText.steps(steps, look, signs).forEach(line -> screen.line(margin + "  " + line));
    screen.status("waiting for the model");
  }

  private String ending(Event.CallFinished event) {
    var exit = CallText.exitCode(event.result());
    return switch (event.result().status()) {
      case OK -> exit == 0 ? look.green(signs.good()) : look.red(signs.bad() + " exit " + exit);
      case FAILED -> look.red(signs.bad() + (exit == 0 ? " failed" : " exit " + exit));
      case INVALID -> look.red(signs.bad() + " not a valid call");
      case REFUSED -> look.yellow(signs.stopped() + " refused");
      case CANCELLED -> look.yellow(signs.stopped() + " cancelled");
      case TIMED_OUT -> look.red(signs.bad() + " timed out");
      case IN_DOUBT -> look.red(signs.bad() + " interrupted by a crash; it may have taken effect");
    };
  }

  private void body(ToolResult result, String margin) {
    if (screen.result(result, margin)) return;
    if (result.isOk() && CallText.exitCode(result) == 0) {
      var diff = CallText.diff(result, look);
      diff.forEach(line -> screen.line(margin + line));
      if (diff.isEmpty()) return;
      CallText.ofOthers(result).stream()
          .flatMap(said -> OutputFilter.all(said).lines())
          .forEach(line -> screen.line(margin + look.dim(line)));
    } else {
      CallText.lastLines(result).forEach(line -> screen.line(margin + look.dim(line)));
    }
  }

  private void bad(String text) {
    endText();
    screen.line(look.red(signs.bad() + " " + text));
  }

  private void ended(Outcome outcome) {
    endText();
    calls.clear();
    nested.clear();
    switch (outcome) {
      case Outcome.Finished _ -> {}
      case Outcome.Interrupted _ ->
          screen.line(look.yellow("Interrupted. What finished is kept; type to go on."));
      case Outcome.LimitReached(_, var message) -> bad(OutputFilter.line(message));
      case Outcome.Blocked(_, var message) -> bad(OutputFilter.line(message));
      case Outcome.Failed(_, var code, var message) ->
          bad(OutputFilter.line(message) + look.dim(" [" + OutputFilter.line(code) + "]"));
    }
    Trouble.of(outcome)
        .map(Trouble::remedy)
        .filter(remedy -> !remedy.isEmpty())
        .ifPresent(remedy -> screen.line("  " + remedy));
  }
}
