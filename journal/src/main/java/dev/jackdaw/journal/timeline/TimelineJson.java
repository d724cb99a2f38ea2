package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.InstantText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A timeline for programs. The shape is in docs/sessions.md; members are only ever added. */
public final class TimelineJson {
  private TimelineJson() {}

  /** Returns the timeline as one object. */
  public static Json.Obj of(Timeline timeline) {
    var rows = new ArrayList<Json>();
    var agents = new ArrayList<Json>();
    for (var lane : timeline.lanes()) {
      agents.add(
          Json.object()
              .put("agent", lane.agent().value())
              .put("description", lane.description())
              .put("started_by", lane.startedBy())
              .build());
      for (var entry : lane.entries()) {
        rows.add(row(Json.object().put("agent", lane.agent().value()), entry));
      }
    }
    return Json.object()
        .put("session", timeline.session().value())
        .put("title", timeline.title())
        .put("directory", timeline.directory())
        .put("from", InstantText.write(timeline.span().from()))
        .put("to", InstantText.write(timeline.span().to()))
        .put("totals", totals(timeline.totals()))
        .put("agents", Json.array(agents))
        .put("away", spans(timeline.away()))
        .put("rows", Json.array(rows))
        .build();
  }

  private static Json.Obj totals(Totals totals) {
    return Json.object()
        .put("wall_ms", millis(totals.wall()))
        .put("away_ms", millis(totals.away()))
        .put("model_ms", millis(totals.model()))
        .put("tools_ms", millis(totals.tools()))
        .put("person_ms", millis(totals.person()))
        .put("working_ms", millis(totals.working()))
        .put("parallel_ms", millis(totals.parallel()))
        .put("replies", totals.replies())
        .put("calls", totals.calls())
        .put("failed_calls", totals.failedCalls())
        .put("model_failures", totals.failures())
        .put("reruns", totals.reruns())
        .put("interruptions", totals.interruptions())
        .put("crashes", totals.crashes())
        .put("usage", usage(totals.usage()))
        .put("dollars", Json.of(totals.dollars()))
        .put("dollars_known", totals.dollarsKnown())
        .build();
  }

  private static Json.Obj row(Json.Builder row, Entry entry) {
    var span = entry.span();
    switch (entry) {
      case Entry.Mark mark ->
          row.put("kind", mark.kind().name().toLowerCase(Locale.ROOT)).put("text", mark.text());
      case Entry.Reply reply -> reply(row, reply);
      case Entry.SideJob job -> sideJob(row, job);
      case Entry.Call call -> call(row, call);
    }
    return row.put("from", InstantText.write(span.from()))
        .put("to", InstantText.write(span.to()))
        .put("ms", millis(span.length()))
        .build();
  }

  private static void reply(Json.Builder row, Entry.Reply reply) {
    row.put("kind", "reply").put("number", reply.number()).put("turn", reply.turn().number());
    row.putUnlessEmpty("model", reply.model()).putUnlessEmpty("text", reply.text());
    row.put("calls", reply.calls()).put("usage", usage(reply.usage()));
    row.put("dollars", dollars(reply.dollars()));
    row.put("stop", reply.stop().map(stop -> Json.of(stop.name().toLowerCase(Locale.ROOT))));
    row.putUnlessEmpty("problem", reply.problem());
  }

  private static void sideJob(Json.Builder row, Entry.SideJob job) {
    row.put("kind", "side_job").put("number", job.number()).put("job", job.job());
    row.put("model", job.model()).put("usage", usage(job.usage()));
    row.put("dollars", dollars(job.dollars())).putUnlessEmpty("problem", job.problem());
  }

  private static void call(Json.Builder row, Entry.Call call) {
    row.put("kind", "call").put("number", call.number()).put("turn", call.turn().number());
    row.put("call", call.call().value());
    row.put("within", call.within().map(id -> Json.of(id.value())));
    row.putUnlessEmpty("tool", call.tool()).putUnlessEmpty("subject", call.subject());
    row.put("status", status(call));
    row.put("runs", spans(call.runs())).put("waits", spans(call.waits()));
    row.put("effects", Json.array(call.effects().stream().map(TimelineJson::effect).toList()));
    row.put("decision", call.decision().map(TimelineJson::decision));
    row.put("beside", numbers(call.beside())).put("beside_more", call.besideMore());
    call.ending().ifPresent(ending -> row.putUnlessEmpty("diff", ending.diff()));
  }

  private static String status(Entry.Call call) {
    return call.ending().map(it -> it.status().name().toLowerCase(Locale.ROOT)).orElse("open");
  }

  private static Json numbers(List<Integer> numbers) {
    return Json.array(numbers.stream().map(number -> Json.of(number)).toList());
  }

  private static Json spans(List<Span> spans) {
    return Json.array(
        spans.stream()
            .map(span ->
                Json.object()
                    .put("from", InstantText.write(span.from()))
                    .put("to", InstantText.write(span.to()))
                    .put("ms", millis(span.length()))
                    .build())
            .toList());
  }

  private static Json.Obj effect(Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> kind("reads").put("path", path.toString()).build();
      case Effect.Writes(var path) -> kind("writes").put("path", path.toString()).build();
      case Effect.Executes(var command, var folder) ->
          kind("executes").put("command", command).put("directory", folder.toString()).build();
      case Effect.Connects(var host, var port) ->
          kind("connects").put("host", host).put("port", port).build();
      case Effect.Persists(var path, var what) ->
          kind("persists").put("path", path.toString()).put("what", what).build();
    };
  }

  private static Json.Obj decision(Decision decision) {
    var kind =
        switch (decision) {
          case Decision.Allow _ -> "allow";
          case Decision.Ask _ -> "ask";
          case Decision.Deny _ -> "deny";
        };
    return kind(kind).put("reason", decision.reason()).build();
  }

  private static Json.Builder kind(String kind) {
    return Json.object().put("kind", kind);
  }

  private static Json.Obj usage(Usage usage) {
    return Json.object()
        .put("input", usage.input())
        .put("cache_read", usage.cacheRead())
        .put("cache_write", usage.cacheWrite())
        .put("output", usage.output())
        .build();
  }

  private static Optional<Json> dollars(Optional<Double> dollars) {
    return dollars.map(Json::of);
  }

  private static long millis(Duration duration) {
    return duration.getSeconds() * 1_000 + duration.getNano() / 1_000_000;
  }
}
