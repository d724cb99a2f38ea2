package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a running call may use of its session. Safe for use by the threads of that call. */
public interface ToolContext {
  /** How many tokens a result has where nobody says otherwise. */
  int RESULT_TOKENS = 8_000;

  Workspace workspace();

  CallId call();

  /** Returns the agent the call belongs to. */
  AgentId agent();

  /** Returns where large bodies are kept. */
  Blobs blobs();

  /** Returns whose words a stored body holds; nobody vouches for one whose origin is not known. */
  default Label origin(Blobs.Handle handle) {
    return new Label(Label.Source.COMMAND, handle.reference());
  }

  /** Shows the next piece of output on screens; it is not kept. */
  void progress(String text);

  /**
   * Asks the person and waits.
   *
   * @return {@link Answer.Dismissed} when nobody is there
   */
  Answer ask(Question question) throws InterruptedException;

  /**
   * Runs a sub-agent with a context of its own and waits for its one result.
   *
   * @param description a few words for screens
   * @param prompt the whole task: the sub-agent sees nothing else
   */
  ToolResult delegate(String description, String prompt) throws InterruptedException;

  /** Runs a sub-agent as wanted; the result of one in the background is its handle. */
  default ToolResult delegate(Delegation task) throws InterruptedException {
    return task.equals(new Delegation(task.description(), task.prompt()))
        ? delegate(task.description(), task.prompt())
        : ToolResult.failed("Here are only sub-agents that are waited for. Leave the options out.");
  }

  /**
   * Looks at a sub-agent in the background; without a handle, at all of them, a line each.
   *
   * @param wait how long to wait for its end; zero for a look
   */
  default ToolResult watch(String handle, Duration wait) throws InterruptedException {
    return ToolResult.failed("There are no sub-agents in the background here.");
  }

  /** Ends a sub-agent in the background; what it did stays. */
  default ToolResult stop(String handle) throws InterruptedException {
    return ToolResult.failed("There are no sub-agents in the background here.");
  }

  /**
   * Runs the steps of a workflow, each as a call of its own: decided, recorded and run like any
   * other.
   *
   * @param workflow what the model asked for, unchecked
   * @return how it went with each step, and what the workflow returns; by default that there are no
   *     workflows here
   */
  default ToolResult workflow(Json.Obj workflow) {
    return ToolResult.failed("There are no workflows here. Make the calls one by one.");
  }

  /**
   * Shows a plan and asks the person whether to go on with it. Approval takes the session out of
   * {@link Mode#PLAN}, which no tool can do by itself.
   *
   * @param steps in their order; once approved they are the session's {@link Plan}
   */
  default ToolResult present(String plan, List<String> steps) throws InterruptedException {
    return ToolResult.failed("Plans cannot be presented here.");
  }

  /** Returns what was said, called and answered before, word for word. */
  default ToolResult recall(Recall what) throws InterruptedException {
    return ToolResult.failed("Nothing can be recalled here.");
  }

  /**
   * Returns the effects the call was decided on. Time passes between the decision and the act, and
   * a link may lead elsewhere by then: a tool that resolves a path again goes no further than
   * these. Nothing when nobody decided, as in a program that calls a tool by itself.
   */
  default Optional<List<Effect>> decided() {
    return Optional.empty();
  }

  /**
   * Returns about how many tokens of text the result may hold. Longer ones are shortened by their
   * tool, which keeps the whole among the {@link #blobs} or tells how to get the rest.
   */
  default int resultTokens() {
    return RESULT_TOKENS;
  }

  /**
   * Returns which result the model still sees whole, such as {@code #214}, of those whose details
   * have this {@code body}; the latest one, nothing when there is none any more. A tool whose
   * result would be the same word for word names that one instead.
   *
   * @param body tells a text of a tool from all others of it
   */
  default Optional<String> shown(String body) {
    return Optional.empty();
  }

  /**
   * Says that the call returns while something it started goes on changing files. What changes
   * belongs to the call, too.
   *
   * @return to be run once at its end
   */
  default Runnable outliving() {
    return () -> {};
  }

  /**
   * Changes files for the call after it returned, as a step of its own.
   *
   * @throws IOException when it was not run, because what it may change could not be kept
   */
  default void later(Runnable deed) throws IOException, InterruptedException {
    deed.run();
  }

  /** Returns what has a model do small jobs for the call. */
  default SideJobs sideJobs() {
    return SideJobs.NONE;
  }

  /** Returns how long the call may take when the tool has no limit of its own. */
  Duration deadline();
}
