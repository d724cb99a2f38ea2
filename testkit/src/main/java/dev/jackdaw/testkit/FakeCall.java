package dev.jackdaw.testkit;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A call without an engine, for tests of tools; questions are put to a function.
 *
 * @param questions those that were put
 * @param shown the progress that was told
 */
public record FakeCall(
    Workspace workspace,
    Blobs blobs,
    Function<Question, Answer> person,
    List<Question> questions,
    List<String> shown,
    SideJobs jobs)
    implements ToolContext {
  /** Begins in a folder, with bodies in memory and no model for small jobs. */
  public static FakeCall in(Path folder, Function<Question, Answer> person) throws IOException {
    return new FakeCall(
        Workspace.of(folder),
        new MemoryBlobs(),
        person,
        new ArrayList<>(),
        new CopyOnWriteArrayList<>(),
        SideJobs.NONE);
  }

  /** Returns the same with a model for small jobs. */
  public FakeCall with(SideJobs other) {
    return new FakeCall(workspace, blobs, person, questions, shown, other);
  }

  @Override
  public SideJobs sideJobs() {
    return jobs;
  }

  @Override
  public CallId call() {
    return new CallId("call");
  }

  @Override
  public AgentId agent() {
    return AgentId.MAIN;
  }

  @Override
  public void progress(String text) {
    shown.add(text);
  }

  @Override
  public Answer ask(Question question) {
    questions.add(question);
    return person.apply(question);
  }

  @Override
  public ToolResult delegate(String description, String prompt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration deadline() {
    return Duration.ofMinutes(1);
  }
}
