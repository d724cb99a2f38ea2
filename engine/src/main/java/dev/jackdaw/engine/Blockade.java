package dev.jackdaw.engine;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult.Status;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells a task that was done from one that could not be, because nobody was there to approve a
 * call. It was not done when such a refusal was never followed by a call that took effect: then the
 * model found no other way.
 */
final class Blockade {
  private final Set<String> refused = new LinkedHashSet<>();

  void clear() {
    refused.clear();
  }

  void note(Calls.Ended call) {
    if (call.result().status() == Status.REFUSED) {
      refused.add(
          call.decision() instanceof Decision.Ask ask
              ? call.call().tool() + " needs --allowedTools \"" + ask.remember() + "\""
              : call.call().tool() + ": " + call.decision().reason());
    } else if (call.result().isOk() && tookEffect(call)) {
      refused.clear();
    }
  }

  private static boolean tookEffect(Calls.Ended call) {
    return call.effects().stream().anyMatch(effect -> !(effect instanceof Effect.Reads));
  }

  Outcome judge(String text) {
    return refused.isEmpty()
        ? new Outcome.Finished(text)
        : new Outcome.Blocked(text, "Not approved: " + String.join("; ", refused) + ".");
  }
}
