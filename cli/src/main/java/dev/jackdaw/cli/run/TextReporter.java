package dev.jackdaw.cli.run;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The result as text on standard output; progress, where asked for, on standard error. */
public final class TextReporter implements Reporter {
  private static final int SHOWN_CHARS = 120;

  private final Stdout out;
  private final Console console;
  private final boolean verbose;
  private final AgentNames names = new AgentNames();
  private final Map<CallId, Block.Call> calls = new HashMap<>();
  private Plan plan = Plan.NONE;
  private final Set<Place> running = new HashSet<>();

  /** Ids are unique within an agent. */
  private record Place(AgentId agent, CallId call) {}

  public TextReporter(Stdout out, Console console, boolean verbose) {
    this.out = out;
    this.console = console;
    this.verbose = verbose;
  }

  @Override
  public void opened(Session session) {
    if (verbose) console.progress("session " + session.id() + ", model " + session.model().id());
    plan = session.plan();
    if (plan.isOpen()) showPlan();
  }

  @Override
  public void heard(Occurrence occurrence) {
    var next = plan.after(occurrence);
    if (!next.equals(plan)) {
      plan = next;
      showPlan();
    }
    names.hear(occurrence);
    switch (occurrence.event()) {
      case Event.ReplyStreamed(_, Delta.Retrying(var reason, var delay, var attempt)) ->
          console.progress(
              reason
                  + "; attempt "
                  + attempt
                  + " in "
                  + Math.ceil(delay.toMillis() / 100.0) / 10
                  + " s");
      case Event.ReplyReceived reply when verbose -> {
        for (var call : reply.message().calls()) calls.put(call.id(), call);
        var text = reply.message().text();
        if (!reply.message().calls().isEmpty() && !text.isBlank()) {
          console.progress(whose(occurrence) + text.strip());
        }
        console.progress(whose(occurrence) + ReplyLine.of(reply));
      }
      case Event.CallNested(_, _, var call) when verbose -> calls.put(call.id(), call);
      case Event.AgentStarted started when verbose ->
          console.progress(
              names.of(started.child())
                  + " starts"
                  + (started.background() ? " in the background: " : ": ")
                  + shortened(started.description()));
      case Event.CallStarted(_, var call, _) -> running.add(new Place(occurrence.agent(), call));
      case Event.CallProgressed(_, var call, var text)
          when !running.contains(new Place(occurrence.agent(), call)) ->
          console.progress(whose(occurrence) + "a call " + text.strip());
      case Event.CallFinished call -> {
        running.remove(new Place(occurrence.agent(), call.call()));
        if (verbose) finished(whose(occurrence), call);
      }
      case Event.ModelChanged(var model, var reason) ->
          console.progress(whose(occurrence) + "model changed to " + model + ": " + reason);
      case Event.AnsweredByOther(_, var asked, var answered) ->
          console.progress("the provider let " + answered + " answer in place of " + asked);
      case Event.NoticeGiven(var text) when occurrence.agent().isMain() ->
          console.progress("told the model: " + text);
      case Event.HookSpoke(var event, _, var told) -> {
        for (var text : told) console.progress(whose(occurrence) + "at " + event + ", " + text);
      }
      case Event.ContextFolded(var fold) -> console.progress(whose(occurrence) + fold.text());
      case Event.WindowLearned(var model, var tokens, var reason) ->
          console.progress(model + " takes " + tokens + " tokens: " + reason);
      default -> {}
    }
  }

  private void showPlan() {
    console.progress("plan, " + plan.done() + " of " + plan.steps().size() + " done:");
    for (var line : plan.lines()) console.progress("  " + line);
  }

  /** Returns the name of a sub-agent with a colon, nothing for the main agent. */
  private String whose(Occurrence occurrence) {
    return occurrence.agent().isMain() ? "" : names.of(occurrence.agent()) + ": ";
  }

  private void finished(String whose, Event.CallFinished finished) {
    var call = calls.remove(finished.call());
    var input = call == null ? "" : call.tool() + " " + call.input().compact();
    var status = finished.result().isOk() ? "ok" : finished.result().status().name();
    console.progress(
        whose + shortened(input) + " -> " + status + " " + shortened(finished.result().text()));
  }

  private static String shortened(String text) {
    var line = text.strip().replace('\n', ' ');
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS - 3) + "...";
  }

  @Override
  public boolean isForPrograms() {
    return false;
  }

  @Override
  public void ended(Outcome outcome, Duration took, Optional<Json> structured) {
    switch (outcome) {
      case Outcome.Finished(var text) ->
          out.line(structured.isPresent() ? structured.get().compact() : text);
      case Outcome.Blocked(var text, var message) -> {
        if (!text.isEmpty()) out.line(text);
        console.error(message);
      }
      case Outcome.LimitReached(_, var message) -> console.error(message);
      case Outcome.Failed(_, _, var message) -> console.error(message);
      case Outcome.Interrupted _ ->
          console.error("Interrupted. Everything so far is kept; continue with -c.");
    }
  }
}
