package dev.jackdaw.wire;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.json.Json;

/** Decisions as JSON objects told apart by {@code type}. */
public final class DecisionJson {
  private DecisionJson() {}

  public static Json.Obj write(Decision decision) {
    return switch (decision) {
      case Decision.Allow(var reason) -> typed("allow", reason).build();
      case Decision.Ask(var reason, var remember) ->
          typed("ask", reason).put("remember", RuleJson.write(remember)).build();
      case Decision.Deny(var reason) -> typed("deny", reason).build();
    };
  }

  private static Json.Builder typed(String type, String reason) {
    return Json.object().put("type", type).put("reason", reason);
  }

  /** Reads a decision; a type this version does not know is a denial. */
  public static Decision read(Json.Obj decision) {
    var reason = decision.string("reason", "");
    return switch (decision.string("type", "")) {
      case "allow" -> new Decision.Allow(reason);
      case "ask" -> new Decision.Ask(reason, RuleJson.read(decision.object("remember")));
      default -> new Decision.Deny(reason);
    };
  }
}
