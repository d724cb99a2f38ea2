package dev.jackdaw.wire;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.json.Json;

/** Outcomes as JSON objects told apart by {@code type}. */
public final class OutcomeJson {
  private OutcomeJson() {}

  public static Json.Obj write(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished(var text) -> typed("finished").put("text", text).build();
      case Outcome.Interrupted() -> typed("interrupted").build();
      case Outcome.LimitReached(var limit, var message) ->
          typed("limit_reached")
              .put("limit", EnumJson.write(limit))
              .put("message", message)
              .build();
      case Outcome.Blocked(var text, var message) ->
          typed("blocked").put("text", text).put("message", message).build();
      case Outcome.Failed(var kind, var code, var message) ->
          typed("failed")
              .put("kind", EnumJson.write(kind))
              .put("code", code)
              .put("message", message)
              .build();
    };
  }

  private static Json.Builder typed(String type) {
    return Json.object().put("type", type);
  }

  /** Reads an outcome; a type this version does not know is a failure that names it. */
  public static Outcome read(Json.Obj outcome) {
    var message = outcome.string("message", "");
    var type = outcome.string("type", "");
    return switch (type) {
      case "finished" -> new Outcome.Finished(outcome.string("text", ""));
      case "interrupted" -> new Outcome.Interrupted();
      case "limit_reached" ->
          new Outcome.LimitReached(
              EnumJson.read(outcome, "limit", Outcome.Limit.values(), Outcome.Limit.TURNS),
              message);
      case "blocked" -> new Outcome.Blocked(outcome.string("text", ""), message);
      case "failed" -> new Outcome.Failed(kind(outcome), outcome.string("code", ""), message);
      default ->
          new Outcome.Failed(
              JackdawException.Kind.INTERNAL,
              "outcome-unknown",
              "the task ended in a way this version does not know: " + type);
    };
  }

  private static JackdawException.Kind kind(Json.Obj outcome) {
    return EnumJson.read(
        outcome, "kind", JackdawException.Kind.values(), JackdawException.Kind.INTERNAL);
  }
}
