package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.workflow.InvalidWorkflowException;
import dev.jackdaw.engine.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets the calls of one turn start others: workflows here, sub-agents through the agent. Safe for
 * use by the threads of that turn.
 */
final class Workflows implements CallContext.Delegate {
  private final Commons commons;
  private final AgentId agent;
  private final TurnId turn;
  private final Map<String, Tool<?>> tools;
  private final CallContext.Delegate agents;
  private final Transcript transcript;
  private final Watch watch;
  private final List<Calls.Ended> nested = new CopyOnWriteArrayList<>();

  Workflows(
      Commons commons,
      AgentId agent,
      TurnId turn,
      Map<String, Tool<?>> tools,
      CallContext.Delegate agents,
      Transcript transcript,
      Watch watch) {
    this.watch = watch.overSteps();
    this.commons = commons;
    this.agent = agent;
    this.turn = turn;
    this.tools = tools;
    this.agents = agents;
    this.transcript = transcript;
  }

  @Override
  public ToolResult run(TurnId in, CallId call, Delegation task) throws InterruptedException {
    return agents.run(in, call, task);
  }

  @Override
  public ToolResult watch(String handle, Duration wait) throws InterruptedException {
    return agents.watch(handle, wait);
  }

  @Override
  public ToolResult stop(String handle) throws InterruptedException {
    return agents.stop(handle);
  }

  @Override
  public ToolResult workflow(CallId call, Json.Obj input) {
    try {
      var workflow = Workflow.parse(definition(call, input), tools, commons.workspace());
      var usable = new TreeMap<>(tools);
      usable.remove(StepRecords.WORKFLOW);
      var calls =
          new Calls(commons, agent, turn, usable, CallContext.Delegate.NONE, transcript, watch);
      var place = new WorkflowRun.Place(commons, agent, turn, call, transcript);
      return new WorkflowRun(place, workflow, usable, calls, nested::addAll).run();
    } catch (InvalidWorkflowException | InvalidInputException e) {
      return ToolResult.of(
          ToolResult.Status.INVALID,
          "The workflow is wrong; nothing was run:\n" + e.getMessage(),
          Label.JACKDAW);
    }
  }

  /** Returns the steps to take: those of the workflow to go on with, where no others are given. */
  private Json.Obj definition(CallId call, Json.Obj input) throws InvalidInputException {
    var resume = input.string(StepRecords.RESUME, "");
    if (resume.isEmpty()) return input;
    var earlier = transcript.steps().definition(new CallId(resume));
    if (earlier.isEmpty() || resume.equals(call.value())) {
      var known = transcript.steps().resumable(call);
      throw new InvalidInputException(
          "\"resume\": there is no unfinished workflow \""
              + resume
              + "\""
              + Nearest.hint(resume, known)
              + (known.isEmpty() ? "." : "; there are " + String.join(", ", known)));
    }
    var definition = earlier.get();
    for (var member : List.of("steps", "return", "budget")) {
      var given = input.get(member);
      if (given.isPresent()) definition = definition.with(member, given.get());
    }
    return definition;
  }

  /** Returns the calls of the turn, those that workflows made included. */
  List<Calls.Ended> with(List<Calls.Ended> ended) {
    var all = new ArrayList<>(nested);
    all.addAll(ended);
    return all;
  }
}
