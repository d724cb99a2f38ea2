package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.recall.Memoir;
import java.io.IOException;
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
    Delegate delegate,
    Transcript transcript,
    RedactedProgress screen)
    implements ToolContext {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /** The sub-agents that calls of an agent may start and look after, and the steps of workflows. */
  interface Delegate {
    /** What the steps of a workflow have. */
    Delegate NONE =
        new Delegate() {
          @Override
          public ToolResult run(TurnId turn, CallId call, Delegation task) {
            return ToolResult.failed("A step of a workflow cannot start an agent.");
          }

          @Override
          public ToolResult watch(String handle, Duration wait) {
            return ToolResult.failed("A step of a workflow cannot look at an agent.");
          }

          @Override
          public ToolResult stop(String handle) {
            return ToolResult.failed("A step of a workflow cannot stop an agent.");
          }
        };

    ToolResult run(TurnId turn, CallId call, Delegation task) throws InterruptedException;

    ToolResult watch(String handle, Duration wait) throws InterruptedException;

    ToolResult stop(String handle) throws InterruptedException;

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
    screen.accept(text);
  }

  @Override
  public Label origin(Blobs.Handle handle) {
    return new BlobOrigins(commons.recorder()::replay).of(handle);
  }

  @Override
  public Answer ask(Question question) throws InterruptedException {
    return commons.questions().ask(agent, redacted(question));
  }

  /** Questions are recorded, and may show what is in files. */
  private Question redacted(Question question) {
    return question instanceof Question.Choice(var text, var options, var several)
        ? new Question.Choice(commons.redactor().redact(text), options, several)
        : question;
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
  public ToolResult workflow(Json.Obj workflow) {
    return delegate.workflow(call, workflow);
  }

  @Override
  public ToolResult present(String plan, List<String> steps) throws InterruptedException {
    return new PlanReview(commons, agent).present(plan, steps);
  }

  @Override
  public ToolResult recall(Recall what) {
    return new Memoir(commons.recorder()::replay, agent, commons.blobs()).recall(what);
  }

  @Override
  public SideJobs sideJobs() {
    return commons.sideJobs();
  }

  @Override
  public int resultTokens() {
    return transcript.resultTokens();
  }

  @Override
  public Optional<String> shown(String body) {
    return transcript.shown(body);
  }

  @Override
  public Optional<List<Effect>> decided() {
    return Optional.of(effects);
  }

  @Override
  public Runnable outliving() {
    return commons.aftermaths().begin(agent, turn, call);
  }

  @Override
  public void later(Runnable deed) throws IOException, InterruptedException {
    var whole = List.<Effect>of(new Effect.Executes("", workspace().directory()));
    var checkpoint = commons.aftermaths().before(call, whole, this::progress);
    deed.run();
    Changes.after(checkpoint, call)
        .ifPresent(
            found -> commons.recorder().record(agent, new Event.FilesChanged(turn, call, found)));
  }

  @Override
  public Duration deadline() {
    return DEADLINE;
  }
}
