package dev.jackdaw.wire;

import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;

/** Permission rules as JSON. */
public final class RuleJson {
  private RuleJson() {}

  public static Json.Obj write(Rule rule) {
    return Json.object()
        .put("tool", rule.tool())
        .putUnlessEmpty("specifier", rule.specifier())
        .build();
  }

  public static Rule read(Json.Obj rule) {
    return new Rule(rule.string("tool", ""), rule.string("specifier", ""));
  }
}
