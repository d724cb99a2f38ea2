package dev.jackdaw.cli;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.serve.Caller;
import dev.jackdaw.cli.serve.Results;
import dev.jackdaw.cli.serve.ServedTool;
import dev.jackdaw.cli.serve.ServedTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Jackdaw's own tools for one client. Its calls are made in one session, which is opened with the
 * first of them, by a model that relays them. Thread-safe.
 */
final class RelayedTools implements ServedTools {
  /** What makes sense only for a model that works in a session of Jackdaw's. */
  private static final Set<String> NOT_SERVED =
      Set.of("ask_user", "present_plan", "recall", "task", "todo", "tool_search", "workflow");

  private static final Set<String> ONLY_READING =
      Set.of("read", "list", "glob", "grep", "bash_output");
  private static final long LOOK_MILLIS = 500;

  private final ServedSessions sessions;
  private final boolean canAsk;
  private final RelayModel model = new RelayModel();
  private final AtomicLong ids = new AtomicLong();
  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private final List<ServedTool> tools = new ArrayList<>();

  // Written under this.
  private volatile @Nullable Session session;
  private boolean closed;

  /** A call that was made for a client. */
  private record Made(Caller caller, CompletableFuture<ToolResult> result, AtomicLong progress) {}

  RelayedTools(ServedSessions sessions, boolean canAsk) {
    this.sessions = sessions;
    this.canAsk = canAsk;
    for (var tool : sessions.tools(model.info())) {
      if (!NOT_SERVED.contains(tool.spec().name())) tools.add(new Relayed(tool));
    }
    if (sessions.servesTasks()) tools.add(new TaskTool(sessions, canAsk));
  }

  @Override
  public List<ServedTool> tools() {
    return tools;
  }

  private synchronized Session session() throws InterruptedException {
    if (closed) throw new InterruptedException();
    var open = session;
    if (open != null) return open;
    open = sessions.relaying(model, canAsk);
    var _ = open.listen(this::hear);
    session = open;
    return open;
  }

  private Json.Obj call(String tool, Json.Obj input, Caller caller) throws InterruptedException {
    var call = new Block.Call(new CallId("mcp_" + ids.incrementAndGet()), tool, input);
    var waiting = new Made(caller, new CompletableFuture<>(), new AtomicLong());
    made.put(call.id().value(), waiting);
    try {
      var open = session();
      model.make(call);
      open.submit("An MCP client calls " + tool + ".");
      return Results.of(result(open, waiting, call));
    } catch (JackdawException e) {
      return Results.text(String.valueOf(e.getMessage()), true);
    } finally {
      made.remove(call.id().value());
    }
  }

  /** Now and then it looks whether the session is still at it: a limit may have ended its task. */
  private ToolResult result(Session open, Made waiting, Block.Call call)
      throws InterruptedException {
    try {
      while (true) {
        try {
          return waiting.result().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          if (!open.isRunning() && !waiting.result().isDone()) return notMade(call);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a result cannot fail", e);
    } catch (InterruptedException e) {
      model.takeBack(call);
      open.interrupt();
      throw e;
    }
  }

  private ToolResult notMade(Block.Call call) {
    model.takeBack(call);
    return ToolResult.failed("The call was not made: the session's task had ended. Call again.");
  }

  private void hear(Occurrence occurrence) {
    switch (occurrence.event()) {
      case Event.CallFinished finished -> {
        var waiting = made.get(finished.call().value());
        if (waiting != null) waiting.result().complete(finished.result());
      }
      case Event.CallProgressed(_, var call, var text) -> {
        var waiting = made.get(call.value());
        if (waiting != null) {
          var step = (double) waiting.progress().incrementAndGet();
          waiting.caller().progress(step, Optional.empty(), text);
        }
      }
      case Event.QuestionAsked(var number, var question) -> ask(number, question);
      case Event.TaskFinished(Outcome.LimitReached(_, var message)) -> over(message);
      case Event.TaskFinished(Outcome.Failed(_, _, var message)) -> over(message);
      default -> {}
    }
  }

  private void over(String message) {
    for (var waiting : made.values()) waiting.result().complete(ToolResult.failed(message));
  }

  /** The answer takes as long as a person does; events must not wait for it. */
  private void ask(long number, Question question) {
    var waiting =
        question instanceof Question.Approval approval
            ? made.get(approval.call().id().value())
            : null;
    var open = session;
    if (open == null) return;
    if (waiting == null) {
      open.answer(number, new Answer.Dismissed());
      return;
    }
    Thread.ofVirtual()
        .name("question")
        .start(() -> {
          try {
            open.answer(number, new ClientQuestions(waiting.caller()).ask(question));
          } catch (InterruptedException _) {
            open.answer(number, new Answer.Dismissed());
          }
        });
  }

  @Override
  public void close() {
    Session open;
    synchronized (this) {
      closed = true;
      open = session;
    }
    if (open != null) open.close();
    for (var tool : tools) {
      if (tool instanceof TaskTool task) task.close();
    }
  }

  /** One of Jackdaw's tools. */
  private final class Relayed implements ServedTool {
    private final Json.Obj spec;

    Relayed(Tool<?> tool) {
      var name = tool.spec().name();
      spec =
          Json.object()
              .put("name", name)
              .put("description", tool.spec().description())
              .put("inputSchema", tool.spec().inputSchema())
              .put(
                  "annotations",
                  Json.object()
                      .put("readOnlyHint", ONLY_READING.contains(name))
                      .put("openWorldHint", name.equals("web_fetch"))
                      .build())
              .build();
    }

    @Override
    public Json.Obj spec() {
      return spec;
    }

    @Override
    public Json.Obj call(Json.Obj arguments, Caller caller) throws InterruptedException {
      return RelayedTools.this.call(name(), arguments, caller);
    }
  }
}
