package dev.jackdaw.telemetry;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionObserver.Start;
import dev.jackdaw.api.ToolResult;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a session into spans: session, then tasks ({@code invoke_agent}), turns, and
 * in them the model's reply ({@code chat}) and calls ({@code execute_tool}); a sub-agent's task is
 * below the call that began it. Spans take their times from the events. Not thread-safe: a session
 * tells its events one at a time.
 */
final class SessionSpans {
  private static final String AGENT = "jackdaw";

  private final Tracer tracer;
  private final Meters meters;
  private final Start start;
  private final Content content;
  private final Span session;
  private final Context inSession;
  private final Map<AgentId, Running> agents = new HashMap<>();
  private String model;
  private Instant latest = Instant.EPOCH;

  SessionSpans(OpenTelemetry sdk, Start start) {
    this.tracer = sdk.getTracer("dev.jackdaw", start.version());
    this.meters = new Meters(sdk.getMeter("dev.jackdaw"));
    this.start = start;
    this.content = Content.of(start);
    this.model = start.model();
    this.session =
        tracer
            .spanBuilder("session")
            .setParent(parent(start))
            .setAttribute(Names.CONVERSATION, start.session().value())
            .startSpan();
    this.inSession = Context.root().with(session);
  }

  /** What one agent is doing. */
  private static final class Running {
    private final Span task;
    private final Context inTask;
    private final Map<CallId, OpenCall> calls = new LinkedHashMap<>();
    private @Nullable Span turn;
    private @Nullable Span chat;
    private Instant asked = Instant.EPOCH;
    private String model = "";

    Running(Span task, Context parent) {
      this.task = task;
      this.inTask = parent.with(task);
    }

    Context inTurn() {
      return turn == null ? inTask : inTask.with(turn);
    }
  }

  /** A call of the model that has not ended, and its span from when it started. */
  private record OpenCall(Block.Call call, Instant asked, Optional<Span> span) {}

  /** A parent process hands its span over in the variables {@code TRACEPARENT}, TRACESTATE. */
  private static Context parent(Start start) {
    var getter =
        new TextMapGetter<Start>() {
          @Override
          @SuppressWarnings("deprecation") // to be dropped by the SDK, but still abstract
          public Iterable<String> keys(Start carrier) {
            return List.of("traceparent", "tracestate");
          }

          @Override
          public @Nullable String get(@Nullable Start carrier, String key) {
            if (carrier == null) return null;
            var value = carrier.variable(key.toUpperCase(Locale.ROOT));
            return value.isEmpty() ? null : value;
          }
        };
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), start, getter);
  }

  void accept(Occurrence occurrence) {
    var agent = occurrence.agent();
    var time = occurrence.time();
    latest = time;
    switch (occurrence.event()) {
      case Event.PromptSubmitted e -> begin(agent, e, time);
      case Event.AgentStarted e -> begin(agent, e, time);
      case Event.TurnStarted e -> ask(agent, e, time);
      case Event.ReplyStreamed e -> streamed(agent, e.delta(), time);
      case Event.ReplyReceived e -> received(agent, e, time);
      case Event.ModelFailed e -> failed(agent, e, time);
      case Event.CallNested e -> nested(agent, e, time);
      case Event.CallStarted e -> started(agent, e.call(), time);
      case Event.CallFinished e -> finished(agent, e, time);
      case Event.TaskFinished e -> finished(agent, e.outcome(), time);
      case Event.ModelChanged e -> {
        model = e.model();
        session.addEvent("model changed", Attributes.of(Names.REQUEST_MODEL, e.model()), time);
      }
      default -> {}
    }
  }

  /** Ends what is still open, as after an interruption, and the session. */
  void close() {
    for (var agent : List.copyOf(agents.keySet())) end(agent, latest);
    session.end();
  }

  private void begin(AgentId agent, Event.PromptSubmitted prompt, Instant time) {
    if (agents.containsKey(agent)) return;
    var task = task(inSession, AGENT, agent, time);
    content.prompt(task, prompt.content());
    agents.put(agent, new Running(task, inSession));
  }

  private void begin(AgentId parent, Event.AgentStarted begun, Instant time) {
    var running = agents.get(parent);
    var call = running == null ? null : running.calls.get(begun.call());
    var above =
        running == null
            ? inSession
            : call == null || call.span().isEmpty()
                ? running.inTurn()
                : running.inTurn().with(call.span().get());
    var task = task(above, begun.description(), begun.child(), time);
    agents.put(begun.child(), new Running(task, above));
  }

  private Span task(Context parent, String name, AgentId agent, Instant time) {
    return tracer
        .spanBuilder("invoke_agent " + (agent.isMain() ? name : "sub-agent"))
        .setParent(parent)
        .setStartTimestamp(time)
        .setAttribute(Names.OPERATION, "invoke_agent")
        .setAttribute(Names.PROVIDER, Names.provider(model))
        .setAttribute(Names.AGENT_NAME, agent.isMain() ? name : "sub-agent")
        .setAttribute(Names.AGENT_ID, agent.toString())
        .setAttribute(Names.CONVERSATION, start.session().value())
        .startSpan();
  }

  private void ask(AgentId agent, Event.TurnStarted begun, Instant time) {
    var running =
        agents.computeIfAbsent(
            agent, _ -> new Running(task(inSession, AGENT, agent, time), inSession));
    endTurn(running, time);
    running.turn =
        tracer
            .spanBuilder("turn")
            .setParent(running.inTask)
            .setStartTimestamp(time)
            .setAttribute(Names.TURN, begun.turn().number())
            .startSpan();
    running.asked = time;
    running.model = model;
    running.chat =
        tracer
            .spanBuilder("chat " + Names.model(model))
            .setParent(running.inTurn())
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(time)
            .setAttribute(Names.OPERATION, "chat")
            .setAttribute(Names.PROVIDER, Names.provider(model))
            .setAttribute(Names.REQUEST_MODEL, Names.model(model))
            .setAttribute(Names.CONVERSATION, start.session().value())
            .startSpan();
  }

  private void streamed(AgentId agent, Delta delta, Instant time) {
    if (!(delta instanceof Delta.Retrying retrying)) return;
    var running = agents.get(agent);
    if (running == null || running.chat == null) return;
    running.chat.addEvent(
        "retry",
        Attributes.of(
            Names.RETRY_REASON,
            retrying.reason(),
            Names.RETRY_DELAY,
            retrying.delay().toMillis() / 1e3),
        time);
  }

  private void received(AgentId agent, Event.ReplyReceived reply, Instant time) {
    var running = agents.get(agent);
    if (running == null) return;
    for (var call : reply.message().calls()) {
      running.calls.put(call.id(), new OpenCall(call, time, Optional.empty()));
    }
    var chat = running.chat;
    if (chat == null) return;
    var usage = reply.usage();
    chat.setAttribute(Names.RESPONSE_MODEL, Names.model(reply.model()));
    chat.setAttribute(Names.FINISH_REASONS, List.of(Names.finish(reply.stop())));
    chat.setAttribute(Names.INPUT_TOKENS, usage.prompt());
    chat.setAttribute(Names.OUTPUT_TOKENS, usage.output());
    if (usage.cacheRead() > 0) chat.setAttribute(Names.CACHE_READ, usage.cacheRead());
    if (usage.cacheWrite() > 0) chat.setAttribute(Names.CACHE_WRITE, usage.cacheWrite());
    if (usage.reasoning() > 0) chat.setAttribute(Names.REASONING, usage.reasoning());
    reply.dollars().ifPresent(dollars -> chat.setAttribute(Names.DOLLARS, dollars));
    content.reply(chat, reply.message(), Names.finish(reply.stop()));
    chat.end(time);
    running.chat = null;
    meters.replied(reply, running.model, running.asked, time);
  }

  private void failed(AgentId agent, Event.ModelFailed failure, Instant time) {
    var running = agents.get(agent);
    if (running == null || running.chat == null) return;
    fail(running.chat, failure.code(), failure.message());
    running.chat.end(time);
    running.chat = null;
    meters.failed(running.model, failure.code(), running.asked, time);
  }

  private void nested(AgentId agent, Event.CallNested nested, Instant time) {
    var running = agents.get(agent);
    if (running == null) return;
    var call = nested.call();
    running.calls.put(call.id(), new OpenCall(call, time, Optional.empty()));
  }

  private void started(AgentId agent, CallId id, Instant time) {
    var running = agents.get(agent);
    var open = running == null ? null : running.calls.get(id);
    if (running == null || open == null) return;
    var span = call(running, open.call(), time);
    running.calls.put(id, new OpenCall(open.call(), time, Optional.of(span)));
  }

  private Span call(Running running, Block.Call call, Instant time) {
    var span =
        tracer
            .spanBuilder("execute_tool " + call.tool())
            .setParent(running.inTurn())
            .setStartTimestamp(time)
            .setAttribute(Names.OPERATION, "execute_tool")
            .setAttribute(Names.TOOL_NAME, call.tool())
            .setAttribute(Names.TOOL_TYPE, "function")
            .setAttribute(Names.TOOL_CALL, call.id().value())
            .setAttribute(Names.CONVERSATION, start.session().value())
            .startSpan();
    content.arguments(span, call);
    return span;
  }

  private void finished(AgentId agent, Event.CallFinished finished, Instant time) {
    var running = agents.get(agent);
    var open = running == null ? null : running.calls.remove(finished.call());
    if (running == null || open == null) return;
    var span = open.span().orElseGet(() -> call(running, open.call(), open.asked()));
    var status = finished.result().status();
    if (status != ToolResult.Status.OK) {
      // The result's text is content: only its kind is told.
      fail(span, Names.error(status), "");
    }
    content.result(span, finished.result());
    span.end(time);
    meters.ran(open.call().tool(), status, finished.took());
  }

  private void finished(AgentId agent, Outcome outcome, Instant time) {
    var running = agents.get(agent);
    if (running == null) return;
    if (outcome instanceof Outcome.Failed failed) {
      fail(running.task, failed.code(), failed.message());
    }
    running.task.setAttribute(Names.OUTCOME, Names.outcome(outcome));
    end(agent, time);
  }

  private void end(AgentId agent, Instant time) {
    var running = agents.remove(agent);
    if (running == null) return;
    endTurn(running, time);
    running.task.end(time);
  }

  private static void endTurn(Running running, Instant time) {
    for (var open : running.calls.values()) open.span().ifPresent(span -> span.end(time));
    running.calls.clear();
    if (running.chat != null) running.chat.end(time);
    if (running.turn != null) running.turn.end(time);
    running.chat = null;
    running.turn = null;
  }

  private static void fail(Span span, String type, String message) {
    span.setAttribute(Names.ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR, message);
  }
}
