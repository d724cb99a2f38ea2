package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
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

  /** The sub-agents that calls of an agent may start and look after. */
  interface Delegate {
    ToolResult run(TurnId turn, CallId call, Delegation task) throws InterruptedException;

    ToolResult watch(String handle, Duration wait) throws InterruptedException;

    ToolResult stop(String handle) throws InterruptedException;
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
    return delegate(new Delegation(description, prompt));
  }

  @Override
  public ToolResult delegate(Delegation task) throws InterruptedException {
    return delegate.run(turn, call, task);
  }

  @Override
  public ToolResult watch(String handle, Duration wait) throws InterruptedException {
    return delegate.watch(handle, wait);
  }

  @Override
  public ToolResult stop(String handle) throws InterruptedException {
    return delegate.stop(handle);
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
