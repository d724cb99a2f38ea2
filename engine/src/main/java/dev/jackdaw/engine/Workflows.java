package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.workflow.Budget;
import dev.jackdaw.engine.workflow.InvalidWorkflowException;
import dev.jackdaw.engine.workflow.Script;
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
      var definition = definition(call, input);
      var usable = new TreeMap<>(tools);
      usable.remove(StepRecords.WORKFLOW);
      if (definition.has(StepRecords.SCRIPT)) return script(call, definition, usable);
      var workflow = Workflow.parse(definition, tools, commons.workspace());
      return new WorkflowRun(nested(call, workflow.budget(), usable), workflow, usable).run();
    } catch (InvalidWorkflowException | InvalidInputException e) {
      return ToolResult.of(
          ToolResult.Status.INVALID,
          "The workflow is wrong; nothing was run:\n" + e.getMessage(),
          Label.JACKDAW);
    }
  }

  private ToolResult script(CallId call, Json.Obj definition, Map<String, Tool<?>> usable)
      throws InvalidWorkflowException, InvalidInputException {
    var scripts = commons.scripts();
    if (scripts.isEmpty()) {
      throw new InvalidInputException(
          "\"script\": scripts are not available here; give \"steps\" and \"return\"");
    }
    var script = Script.parse(definition, usable, commons.workspace());
    var names = Script.callable(usable);
    try {
      var engine = scripts.get().engine();
      var problems = engine.problems(script.source(), names);
      if (!problems.isEmpty()) throw Script.invalid(problems);
    } catch (JackdawException e) {
      return ToolResult.failed("No script can be run: " + e.getMessage());
    }
    return new ScriptRun(nested(call, script.budget(), usable), script, names, scripts.get()).run();
  }

  private NestedCalls nested(CallId call, Budget budget, Map<String, Tool<?>> usable) {
    var calls =
        new Calls(commons, agent, turn, usable, CallContext.Delegate.NONE, transcript, watch);
    var place = new NestedCalls.Place(commons, agent, turn, call, transcript);
    return new NestedCalls(place, budget, calls, nested::addAll);
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
    var kind = definition.has(StepRecords.SCRIPT) ? StepRecords.SCRIPT : "steps";
    var other = kind.equals("steps") ? StepRecords.SCRIPT : "steps";
    if (input.has(other)) {
      throw new InvalidInputException(
          "\"resume\": "
              + resume
              + " has \""
              + kind
              + "\"; \""
              + other
              + "\" do not go on with it");
    }
    for (var member : List.of("steps", "return", StepRecords.SCRIPT, "budget")) {
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
