package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.workflow.Run;
import dev.jackdaw.engine.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a workflow through its steps. Every call of a step is decided, recorded and run by {@link
 * Calls} as if the model had made it. Used once, by one thread.
 */
final class WorkflowRun {
  /** Steps that are ready at the same time go together, but not more calls than these. */
  private static final int MOST_AT_ONCE = 64;

  private final NestedCalls.Place place;
  private final NestedCalls nested;
  private final Run run;
  private final Map<String, Tool<?>> tools;
  private final Map<String, Run.Ending> early = new HashMap<>();
  private boolean interrupted;

  WorkflowRun(NestedCalls nested, Workflow workflow, Map<String, Tool<?>> tools) {
    this.place = nested.place();
    this.nested = nested;
    this.run = new Run(workflow, tools, place.commons().workspace());
    this.tools = tools;
  }

  ToolResult run() {
    try {
      var refusal = refusal();
      if (refusal.isPresent()) return refusal.get();
      takeSteps();
    } catch (InterruptedException _) {
      interrupted = true;
      run.stop("it was interrupted");
    }
    if (interrupted) Thread.currentThread().interrupt();
    return result();
  }

  /** Decides what is certain to run before anything does: half a workflow is of no use. */
  private Optional<ToolResult> refusal() throws InterruptedException {
    for (var planned : run.certain()) {
      if (!wouldBeRefused(planned) || kept(planned) != null) continue;
      var ending = make(List.of(planned)).getFirst();
      if (ending.result().status() == Status.REFUSED) {
        return Optional.of(
            ToolResult.of(
                Status.FAILED,
                "No step was run, because step \""
                    + planned.step()
                    + "\" would be refused. "
                    + ending.result().text(),
                Label.JACKDAW));
      }
      early.put(planned.name(), ending); // somebody allowed it in between
    }
    return Optional.empty();
  }

  private boolean wouldBeRefused(Run.Planned planned) {
    var commons = place.commons();
    if (!(Prepared.of(call(planned), tools, commons.workspace())
        instanceof Prepared.Ready<?> ready)) {
      return false;
    }
    return switch (commons.rights().decide(ready.call(), ready.effects())) {
      case Decision.Allow _ -> false;
      case Decision.Ask _ -> !commons.questions().isAttended();
      case Decision.Deny _ -> true;
    };
  }

  private void takeSteps() throws InterruptedException {
    while (true) {
      var planned = run.ready(MOST_AT_ONCE);
      if (planned.isEmpty()) return;
      var fresh = new ArrayList<Run.Planned>();
      for (var call : planned) {
        var known = kept(call);
        if (known == null) fresh.add(call);
        else finish(call, known);
      }
      if (fresh.isEmpty()) continue;
      var most = Math.min(fresh.size(), Math.max(0, nested.left()));
      fresh.subList(most, fresh.size()).reversed().forEach(run::putBack);
      var spent = nested.spent();
      if (spent.isPresent()) {
        fresh.subList(0, most).reversed().forEach(run::putBack);
        run.stop(spent.get());
        return;
      }
      makeAndFinish(fresh.subList(0, most));
      if (Thread.interrupted()) throw new InterruptedException();
    }
  }

  private void makeAndFinish(List<Run.Planned> planned) throws InterruptedException {
    nested.showProgress(run.progress() + " done");
    try {
      nested.make(planned.stream().map(this::call).toList());
    } finally {
      for (var call : planned) ending(call).ifPresent(ending -> finish(call, ending));
    }
  }

  private List<Run.Ending> make(List<Run.Planned> planned) throws InterruptedException {
    nested.make(planned.stream().map(this::call).toList());
    return planned.stream().map(call -> ending(call).orElseThrow()).toList();
  }

  private Block.Call call(Run.Planned planned) {
    return nested.call(planned.name(), planned.tool(), planned.args());
  }

  /** Returns how the call ended that was just made; also after an interruption every one has. */
  private Optional<Run.Ending> ending(Run.Planned planned) {
    return nested
        .ended(planned.name())
        .map(record ->
            new Run.Ending(
                record.result().orElseThrow(), record.took(), record.isRepeatable(), false));
  }

  private void finish(Run.Planned planned, Run.Ending ending) {
    nested.saw(ending.result());
    if (ending.result().status() == Status.CANCELLED) {
      run.stop("it was interrupted");
      interrupted = true;
    }
    run.finished(planned, ending);
  }

  /** Returns the result of an earlier run of the same workflow that stands, if there is one. */
  private Run.@Nullable Ending kept(Run.Planned planned) {
    var known = early.get(planned.name());
    if (known != null) return known;
    var earlier =
        place
            .transcript()
            .steps()
            .earlier(place.call(), planned.name(), planned.tool(), planned.args())
            .orElse(null);
    if (earlier == null) return null;
    if (earlier.isInDoubt()) {
      return new Run.Ending(
          NestedCalls.doubtful(earlier, "\"steps\""), Duration.ZERO, false, false);
    }
    if (earlier.result().isEmpty()) return null;
    var result = earlier.result().get();
    var stands =
        switch (result.status()) {
          case OK -> true;
          case FAILED, TIMED_OUT -> run.goesOn(planned.step());
          case INVALID, REFUSED, CANCELLED, IN_DOUBT -> false;
        };
    return stands ? kept(result, earlier) : null;
  }

  private static Run.Ending kept(ToolResult result, StepRecords.Made made) {
    return new Run.Ending(result, made.took(), made.isRepeatable(), true);
  }

  private ToolResult result() {
    var returned = run.returned().compact();
    var text = new StringBuilder();
    run.stopped().ifPresent(reason -> text.append("Stopped: ").append(reason).append(".\n"));
    for (var line : run.ledger()) text.append(line).append('\n');
    for (var missing : run.missing()) text.append("return: ").append(missing).append('\n');
    if (run.stopped().isPresent()) {
      text.append("Go on with {\"resume\":\"")
          .append(place.call())
          .append("\"}, with changed \"steps\" where needed: what succeeded is not run again.\n");
    }
    var details = Json.object().put("calls", nested.made());
    var shown = nested.shown(returned, details);
    var content =
        List.<Block.Content>of(
            new Block.Text(text.toString().stripTrailing(), Label.JACKDAW),
            new Block.Text(shown, nested.origin()));
    return new ToolResult(status(), content, details.build(), nested.origin());
  }

  private Status status() {
    if (interrupted) return Status.CANCELLED;
    return run.stopped().isPresent() ? Status.FAILED : Status.OK;
  }
}
