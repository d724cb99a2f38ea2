package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.Ruling;
import dev.jackdaw.wire.EffectJson;
import java.util.List;

/** What was decided on a call, and on what. */
record Judged(Ruling ruling, List<Effect> effects) {
  Judged {
    effects = List.copyOf(effects);
  }

  /** Returns {@code allow}, {@code ask} or {@code deny}. */
  String word() {
    return word(ruling.decision());
  }

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> "allow";
      case Decision.Ask _ -> "ask";
      case Decision.Deny _ -> "deny";
    };
  }

  /** Returns the answer to a line; {@code rule} is null where no rule decided. */
  Json.Obj json(Json id) {
    var answer =
        Json.object()
            .put("id", id)
            .put("decision", word())
            .put("reason", ruling.decision().reason())
            .put(
                "rule",
                ruling
                    .rule()
                    .<Json>map(rule -> Json.of(rule.toString()))
                    .orElse(Json.Null.INSTANCE))
            .put("effects", EffectJson.write(effects));
    ruling.source().ifPresent(source -> answer.put("source", source.toString()));
    if (ruling.decision() instanceof Decision.Ask(_, var remember)) {
      answer.put("remember", remember.toString());
    }
    return answer.build();
  }
}
