package dev.jackdaw.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionObserver;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");
  private static final AgentId MAIN = AgentId.MAIN;
  private static final AgentId CHILD = MAIN.child(1);
  private static final TurnId FIRST = new TurnId(1);
  private static final TurnId SECOND = new TurnId(2);
  private static final Usage USAGE = new Usage(100, 20, 3, 50, 10);
  private static final String SECRET = "the secret of the house";

  private static Block.Call call(String id, String tool) {
    return new Block.Call(new CallId(id), tool, Json.object().put("command", SECRET).build());
  }

  private static Event.ReplyReceived reply(TurnId turn, Block.Said... said) {
    var message = new Message.Assistant(List.of(said));
    return new Event.ReplyReceived(
        turn,
        message,
        USAGE,
        message.calls().isEmpty() ? StopReason.END : StopReason.CALLS,
        "anthropic/claude-x",
        Optional.of(0.25),
        Duration.ofSeconds(1));
  }

  private static Event.CallFinished finished(TurnId turn, String id, ToolResult result) {
    return new Event.CallFinished(turn, new CallId(id), result, Duration.ofMillis(500));
  }

  /** A task: two calls, one a sub-agent with a turn of its own, the other refused. */
  private static void play(SessionObserver.Watch watch) {
    var time = new Instant[] {BEGIN};
    var text = new Block.Text(SECRET, Label.MODEL);
    var prompt = List.<Block.Content>of(new Block.Text(SECRET, Label.USER));
    var said = reply(FIRST, text, call("a", "agent"), call("b", "bash"));
    var events = new ArrayList<Map.Entry<AgentId, Event>>();
    events.add(Map.entry(MAIN, new Event.PromptSubmitted(prompt, false)));
    events.add(Map.entry(MAIN, new Event.TurnStarted(FIRST)));
    events.add(
        Map.entry(
            MAIN,
            new Event.ReplyStreamed(
                FIRST, new Delta.Retrying("too many requests", Duration.ofSeconds(2), 2))));
    events.add(Map.entry(MAIN, said));
    events.add(Map.entry(MAIN, new Event.CallStarted(FIRST, new CallId("a"), Idempotency.UNSAFE)));
    events.add(Map.entry(MAIN, new Event.AgentStarted(CHILD, new CallId("a"), "looks")));
    events.add(Map.entry(CHILD, new Event.TurnStarted(FIRST)));
    events.add(Map.entry(CHILD, reply(FIRST, text)));
    events.add(Map.entry(CHILD, new Event.TaskFinished(new Outcome.Finished("x"))));
    events.add(Map.entry(MAIN, finished(FIRST, "a", ToolResult.ok(SECRET, Label.JACKDAW))));
    events.add(
        Map.entry(
            MAIN,
            finished(FIRST, "b", ToolResult.of(ToolResult.Status.REFUSED, SECRET, Label.JACKDAW))));
    events.add(Map.entry(MAIN, new Event.TurnStarted(SECOND)));
    events.add(
        Map.entry(MAIN, new Event.ModelFailed(SECOND, "model-quota", "the credit is used up")));
    events.add(
        Map.entry(
            MAIN,
            new Event.TaskFinished(
                new Outcome.Failed(
                    JackdawException.Kind.PROVIDER, "model-quota", "the credit is used up"))));
    for (var event : events) {
      watch.accept(new Occurrence(0, time[0], event.getKey(), event.getValue()));
      time[0] = time[0].plusSeconds(1);
    }
  }

  private static SessionObserver.Start start(Map<String, String> environment) {
    return new SessionObserver.Start(
        new SessionId("s-1"), "anthropic/claude-x", environment, "1.2.3");
  }

  private static Map<String, String> sendingTo(Collector collector, String... more) {
    var environment = new HashMap<String, String>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address());
    for (var i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
    return environment;
  }

  private static void run(Map<String, String> environment) {
    try (var watch = new Telemetry().watch(start(environment))) {
      play(watch);
    }
  }

  @Test
  void isFoundAmongTheExtensions() {
    assertThat(Extensions.onClassPath().services(SessionObserver.class))
        .singleElement()
        .isInstanceOf(Telemetry.class);
  }

  @Test
  void tellsSessionTasksTurnsRepliesAndCallsAsATree() {
    try (var collector = new Collector()) {
      run(sendingTo(collector));
      assertThat(tree(collector.spans()))
          .isEqualTo(
              """
              session
                invoke_agent jackdaw 0-13 !
                  turn 1-11
                    chat claude-x 1-3
                    execute_tool agent 4-9
                      invoke_agent sub-agent 5-8
                        turn 6-8
                          chat claude-x 6-7
                    execute_tool bash 3-10 !
                  turn 11-13
                    chat claude-x 11-12 !
              """);
      assertThat(collector.spans().stream().map(Otlp.Span::trace).distinct()).hasSize(1);
    }
  }

  @Test
  void namesModelTokensCostAndErrorsAsTheConventionsDo() {
    try (var collector = new Collector()) {
      run(sendingTo(collector));
      var chats = named(collector, "chat claude-x");
      assertThat(chats.getFirst().attributes())
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  Map.entry("gen_ai.operation.name", "chat"),
                  Map.entry("gen_ai.provider.name", "anthropic"),
                  Map.entry("gen_ai.request.model", "claude-x"),
                  Map.entry("gen_ai.response.model", "claude-x"),
                  Map.entry("gen_ai.conversation.id", "s-1"),
                  Map.entry("gen_ai.response.finish_reasons", List.of("tool_call")),
                  Map.entry("gen_ai.usage.input_tokens", 123L),
                  Map.entry("gen_ai.usage.output_tokens", 50L),
                  Map.entry("gen_ai.usage.cache_read.input_tokens", 20L),
                  Map.entry("gen_ai.usage.cache_creation.input_tokens", 3L),
                  Map.entry("gen_ai.usage.reasoning.output_tokens", 10L),
                  Map.entry("jackdaw.cost.usd", 0.25)));
      assertThat(chats.getFirst().events()).containsExactly("retry");
      assertThat(chats.getLast().text("error.type")).isEqualTo("model-quota");
      assertThat(named(collector, "execute_tool bash").getFirst().text("error.type"))
          .isEqualTo("tool_refused");
      assertThat(Otlp.resource(collector.traces().getFirst()))
          .containsEntry("service.name", "jackdaw")
          .containsEntry("service.version", "1.2.3");
    }
  }

  @Test
  void measuresTokensDurationsAndCost() {
    try (var collector = new Collector()) {
      run(sendingTo(collector));
      assertThat(sum(collector, "gen_ai.client.token.usage", "gen_ai.token.type", "input"))
          .isEqualTo(246);
      assertThat(sum(collector, "gen_ai.client.token.usage", "gen_ai.token.type", "output"))
          .isEqualTo(100);
      assertThat(sum(collector, "gen_ai.client.operation.duration", "error.type", "model-quota"))
          .isEqualTo(1);
      assertThat(sum(collector, "jackdaw.tool.duration", "gen_ai.tool.name", "bash"))
          .isEqualTo(0.5);
      assertThat(sum(collector, "jackdaw.cost", "gen_ai.provider.name", "anthropic"))
          .isEqualTo(0.5);
    }
  }

  @Test
  void saysNothingOfWhatWasSaidUnlessAsked() {
    try (var silent = new Collector();
        var open = new Collector()) {
      run(sendingTo(silent));
      assertThat(silent.spans().toString()).doesNotContain(SECRET);
      run(sendingTo(open, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));
      assertThat(named(open, "invoke_agent jackdaw").getFirst().text("gen_ai.input.messages"))
          .isEqualTo(
              "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                  + SECRET
                  + "\"}]}]");
      assertThat(named(open, "execute_tool agent").getFirst().text("gen_ai.tool.call.result"))
          .isEqualTo(SECRET);
    }
  }

  @Test
  void belongsToTheTraceOfTheParentProcess() {
    try (var collector = new Collector()) {
      run(
          sendingTo(
              collector, "TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
      var session = named(collector, "session").getFirst();
      assertThat(session.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(session.parent()).isEqualTo("b7ad6b7169203331");
    }
  }

  @Test
  void honoursServiceNameAndResourceAttributes() {
    try (var collector = new Collector()) {
      run(
          sendingTo(
              collector,
              "OTEL_SERVICE_NAME",
              "nightly",
              "OTEL_RESOURCE_ATTRIBUTES",
              "deployment.environment.name=ci"));
      assertThat(Otlp.resource(collector.traces().getFirst()))
          .containsEntry("service.name", "nightly")
          .containsEntry("deployment.environment.name", "ci");
    }
  }

  @Test
  void exportsOnlyWhatIsWanted() {
    try (var collector = new Collector()) {
      run(sendingTo(collector, "OTEL_TRACES_EXPORTER", "none"));
      assertThat(collector.spans()).isEmpty();
      assertThat(collector.points()).isNotEmpty();
    }
  }

  @Test
  void survivesACollectorThatIsNotThere() {
    var gone = new Collector();
    var environment = sendingTo(gone);
    gone.close();
    run(environment);
  }

  @Test
  void endsWhatASessionLeftOpen() {
    try (var collector = new Collector()) {
      try (var watch = new Telemetry().watch(start(sendingTo(collector)))) {
        watch.accept(new Occurrence(0, BEGIN, MAIN, new Event.TurnStarted(FIRST)));
        watch.accept(
            new Occurrence(1, BEGIN.plusSeconds(1), MAIN, reply(FIRST, call("a", "bash"))));
        var started = new Event.CallStarted(FIRST, new CallId("a"), Idempotency.UNSAFE);
        watch.accept(new Occurrence(2, BEGIN.plusSeconds(2), MAIN, started));
      }
      assertThat(tree(collector.spans()))
          .isEqualTo(
              """
              session
                invoke_agent jackdaw 0-2
                  turn 0-2
                    chat claude-x 0-1
                    execute_tool bash 2-2
              """);
    }
  }

  private static List<Otlp.Span> named(Collector collector, String name) {
    return collector.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private static double sum(Collector collector, String metric, String name, String value) {
    return collector.points().stream()
        .filter(point -> point.metric().equals(metric))
        .filter(point -> value.equals(point.attributes().get(name)))
        .mapToDouble(Otlp.Point::sum)
        .sum();
  }

  /** Draws the tree: a span a line, with the seconds it lasted and a mark when it failed. */
  private static String tree(List<Otlp.Span> spans) {
    var out = new StringBuilder();
    for (var span : spans) if (span.name().equals("session")) draw(span, "", spans, out);
    return out.toString();
  }

  private static void draw(
      Otlp.Span span, String indent, List<Otlp.Span> spans, StringBuilder out) {
    out.append(indent).append(span.name());
    if (!span.name().equals("session")) {
      out.append(' ').append(second(span.start())).append('-').append(second(span.end()));
    }
    out.append(span.status() == 2 ? " !\n" : "\n");
    spans.stream()
        .filter(other -> other.parent().equals(span.id()))
        .sorted(Comparator.comparingLong(Otlp.Span::end).thenComparingLong(Otlp.Span::start))
        .forEach(child -> draw(child, indent + "  ", spans, out));
  }

  private static long second(long nanos) {
    return nanos / 1_000_000_000L - BEGIN.getEpochSecond();
  }
}
