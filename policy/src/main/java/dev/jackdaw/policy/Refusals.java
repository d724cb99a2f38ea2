package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import java.util.List;
import java.util.Set;

/** What is said about a call that was not allowed. */
public final class Refusals {
  /**
   * The two tellings of one refusal.
   *
   * @param model for the model, which must not try to get around it
   * @param user for the person, with what would allow it
   */
  public record Explanation(String model, String user) {}

  private Refusals() {}

  /**
   * Explains why a call does not run where nobody can be asked.
   *
   * @param policy what decided, asked again for modes that would allow it
   * @throws IllegalArgumentException when the decision allows it
   */
  public static Explanation explain(
      Policy policy, Block.Call call, List<Effect> effects, Set<Label> labels, Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> throw new IllegalArgumentException("the call is allowed");
      case Decision.Deny(var reason) ->
          new Explanation(
              "Not run: " + reason + " Do not try to do the same another way.",
              subject(call, effects) + " was refused. " + reason);
      case Decision.Ask(var reason, var remember) ->
          new Explanation(
              "Not run: "
                  + reason.replace('\n', ' ')
                  + " Nobody is there to ask. Go on without it, or say at the end that it is"
                  + " needed.",
              subject(call, effects)
                  + " needed an approval that nobody could give. "
                  + reason.replace('\n', ' ')
                  + " To allow it: "
                  + flag(remember)
                  + (editsWouldDo(policy, call, effects, labels)
                      ? " or --permission-mode acceptEdits"
                      : "")
                  + ".");
    };
  }

  private static boolean editsWouldDo(
      Policy policy, Block.Call call, List<Effect> effects, Set<Label> labels) {
    return policy.decide(call, effects, labels, Mode.ACCEPT_EDITS) instanceof Decision.Allow;
  }

  /** Returns the flag that allows what the rule says, quoted for a POSIX shell. */
  public static String flag(Rule rule) {
    var text = rule.toString();
    var plain = text.indexOf('"') < 0 && text.indexOf('$') < 0 && text.indexOf('`') < 0;
    return "--allowedTools "
        + (plain && text.indexOf('\\') < 0
            ? '"' + text + '"'
            : "'" + text.replace("'", "'\\''") + "'");
  }

  private static String subject(Block.Call call, List<Effect> effects) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Executes(var command, _) -> {
          return call.tool() + " \"" + command + "\"";
        }
        case Effect.Writes(var path) -> {
          return call.tool() + " " + path;
        }
        case Effect.Connects(var host, _) -> {
          return call.tool() + " " + host;
        }
        case Effect.Reads _, Effect.Persists _ -> {}
      }
    }
    return call.tool();
  }
}
