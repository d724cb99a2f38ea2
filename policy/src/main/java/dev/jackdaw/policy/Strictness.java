package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Mode;

/** What a mode makes of a question. */
final class Strictness {
  private Strictness() {}

  static Decision apply(Decision decision, Mode mode, Block.Call call) {
    if (!(decision instanceof Decision.Ask(var lines, var remember))) return decision;
    var reason = lines.replace('\n', ' ');
    return switch (mode) {
      case DEFAULT, ACCEPT_EDITS -> decision;
      case BYPASS -> new Decision.Allow("Permissions are bypassed. Otherwise: " + reason);
      case PLAN ->
          new Decision.Deny(
              "Plan mode only reads inside the workspace, so "
                  + call.tool()
                  + " was not run. Describe the change instead; it can be made once the plan mode"
                  + " ends. "
                  + reason);
      case DONT_ASK ->
          new Decision.Deny(
              reason
                  + " The mode dontAsk refuses what would ask; the user can allow it with "
                  + Refusals.flag(remember)
                  + ".");
    };
  }
}
