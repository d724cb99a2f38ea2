package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one running call sees of its session. */
record CallContext(
    Commons commons,
    AgentId agent,
    TurnId turn,
    CallId call,
    List<Effect> effects,
    Delegate delegate)
    implements ToolContext {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /** Runs a sub-agent, or the steps of a workflow, on behalf of a call. */
  interface Delegate {
    /** Runs neither. */
    Delegate NONE = (_, _, _) -> ToolResult.failed("A step of a workflow cannot start an agent.");

    ToolResult run(CallId call, String description, String prompt) throws InterruptedException;

    default ToolResult workflow(CallId call, Json.Obj workflow) {
      return ToolResult.failed("A step of a workflow cannot be a workflow.");
    }
  }

  @Override
  public Workspace workspace() {
    return commons.workspace();
  }

  @Override
  public Blobs blobs() {
    return commons.blobs();
  }

  @Override
  public void progress(String text) {
    commons.recorder().show(agent, new Event.CallProgressed(turn, call, text));
  }

  @Override
  public Answer ask(Question question) throws InterruptedException {
    return commons.questions().ask(agent, question);
  }

  @Override
  public ToolResult delegate(String description, String prompt) throws InterruptedException {
    return delegate.run(call, description, prompt);
  }

  @Override
  public ToolResult workflow(Json.Obj workflow) {
    return delegate.workflow(call, workflow);
  }

  @Override
  public ToolResult present(String plan, List<String> steps) throws InterruptedException {
    return new PlanReview(commons, agent).present(plan, steps);
  }

  @Override
  public Optional<List<Effect>> decided() {
    return Optional.of(effects);
  }

  @Override
  public Duration deadline() {
    return DEADLINE;
  }
}
