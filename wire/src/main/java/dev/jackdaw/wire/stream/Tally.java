package dev.jackdaw.wire.stream;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CacheMiss;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.CacheMissJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last line sums up. */
final class Tally {
  private final List<Json> denials = new ArrayList<>();
  private final List<Json> misses = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private Duration waited = Duration.ZERO;
  private double dollars;
  private boolean dollarsKnown = true;
  private int turns;

  void add(AgentId agent, Event.ReplyReceived reply) {
    if (agent.isMain()) turns++;
    usage = usage.plus(reply.usage());
    reply
        .cacheMiss()
        .filter(CacheMiss::isSurprising)
        .ifPresent(miss -> misses.add(CacheMissJson.write(miss)));
    waited = waited.plus(reply.took());
    dollars += reply.dollars().orElse(0.0);
    dollarsKnown &= reply.dollars().isPresent();
  }

  void denied(CallId call, Block.@Nullable Call asked) {
    denials.add(
        Json.object()
            .put("tool_name", asked == null ? "" : asked.tool())
            .put("tool_use_id", call.value())
            .put("tool_input", asked == null ? Json.Obj.EMPTY : asked.input())
            .build());
  }

  Json.Obj result(Outcome outcome, Duration took, @Nullable Json structured) {
    var line =
        Json.object()
            .put("type", "result")
            .put("subtype", subtype(outcome))
            .put("is_error", !(outcome instanceof Outcome.Finished))
            .put("duration_ms", took.toMillis())
            .put("duration_api_ms", waited.toMillis())
            .put("num_turns", turns)
            .put("result", text(outcome))
            .put("total_cost_usd", dollarsKnown ? Json.of(dollars) : Json.Null.INSTANCE)
            .put("usage", ApiMessage.usage(usage))
            .put("permission_denials", new Json.Arr(denials));
    if (!misses.isEmpty()) line.put("cache_misses", new Json.Arr(misses));
    if (structured != null) line.put("structured_output", structured);
    var problem = problem(outcome);
    if (!problem.isEmpty()) line.put("errors", Json.strings(List.of(problem)));
    return line.build();
  }

  private static String subtype(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "success";
      case Outcome.Interrupted _ -> "interrupted";
      case Outcome.LimitReached(var limit, _) ->
          switch (limit) {
            case TURNS -> "error_max_turns";
            case COST -> "error_max_cost";
            case TIME -> "error_max_time";
            case PROGRESS -> "error_no_progress";
            case TOKENS -> "error_max_tokens";
            case CALLS -> "error_max_calls";
          };
      case Outcome.Blocked _ -> "error_permission";
      case Outcome.Failed _ -> "error_during_execution";
    };
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished(var text) -> text;
      case Outcome.Blocked(var text, var message) -> text.isEmpty() ? message : text;
      case Outcome.Interrupted _, Outcome.LimitReached _, Outcome.Failed _ -> problem(outcome);
    };
  }

  private static String problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "";
      case Outcome.Interrupted _ -> "Interrupted.";
      case Outcome.LimitReached(_, var message) -> message;
      case Outcome.Blocked(_, var message) -> message;
      case Outcome.Failed(_, _, var message) -> message;
    };
  }
}
