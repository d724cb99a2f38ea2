package dev.jackdaw.tui.trouble;

import dev.jackdaw.api.JackdawException.Kind;
import dev.jackdaw.api.Outcome;

/**
 * What people can do about what goes wrong in a session, by its code. Codes whose messages say it
 * themselves, such as those of names that are not known, are not here.
 */
final class Remedies {
  static final String BLOCKED =
      "/permissions shows the rules and /mode what is asked; approve it when it is asked again.";

  private static final String GO_ON = "Everything so far is kept: type to go on.";

  private Remedies() {}

  static String what(Kind kind, String code) {
    return switch (code) {
      case "model-rate-limited" -> "The provider wants fewer requests";
      case "model-overloaded" -> "The provider is out of order";
      case "model-unreachable" -> "The model's server cannot be reached";
      case "model-malformed", "model-incomplete" -> "The model's server answers nonsense";
      case "model-unauthorized", "no-key", "key-malformed", "key-helper-failed" ->
          "The key does not open the door";
      case "model-quota" -> "The account is used up";
      case "model-overflow", "context-irreducible" -> "The conversation is too long";
      case "model-refused" -> "The model declined";
      case "model-invalid-request" -> "The provider rejected the request";
      case "disk-full" -> "The disk is full";
      case "journal-write-failed" -> "The session cannot be kept";
      case "session-locked" -> "The session is open elsewhere";
      case "no-terminal" -> "The terminal is gone";
      default ->
          switch (kind) {
            case USER -> "That cannot be";
            case ENVIRONMENT -> "The machine stands in the way";
            case PROVIDER -> "The provider failed";
            case INTERNAL -> "Jackdaw has a bug";
          };
    };
  }

  static String of(Kind kind, String code) {
    return switch (code) {
      case "model-rate-limited" ->
          "Wait a while and type \"go on\", or use another model: /model. --fallback-model does so"
              + " by itself.";
      case "model-overloaded" ->
          "Type \"go on\" in a few minutes, or use another model: /model. "
              + "Their status page may say more.";
      case "model-unreachable" ->
          "Look at the network and the proxy; /doctor tries every provider. Then type \"go on\".";
      case "model-malformed", "model-incomplete" ->
          "Something between here and the model may answer in its place: /doctor tries it. /model"
              + " uses another.";
      case "model-unauthorized", "key-helper-failed" ->
          "Set a new one with \"jackdaw keys set\", then type \"go on\"; /doctor says which are"
              + " there.";
      case "model-quota" -> "Top the account up, or use another model: /model.";
      case "model-overflow" ->
          "/compact folds the older part, /context shows what takes the space.";
      case "context-irreducible" ->
          "/context shows what takes the space, /unpin gives up a pin, /clear begins anew.";
      case "model-invalid-request" ->
          "The same request would be rejected again: put it in other words, /compact, or use"
              + " another model: /model.";
      case "model-refused" -> "Put it in other words, or use another model: /model.";
      case "disk-full" ->
          "Make room, then type to go on: what was kept so far is whole. \"jackdaw undo --prune\""
              + " lets go of what is kept for undo.";
      case "journal-write-failed" ->
          "See whether the disk is full or read-only, then start again with -c: what was kept is"
              + " whole.";
      case "session-locked" -> "Leave it there, or begin another with /clear.";
      default ->
          switch (kind) {
            case INTERNAL ->
                "The session is kept and can be gone on with. /export writes it down for a report.";
            case PROVIDER -> "Type \"go on\" to try again, or use another model: /model.";
            case USER, ENVIRONMENT -> "";
          };
    };
  }

  static String of(Outcome.Limit limit) {
    return switch (limit) {
      case TURNS, CALLS -> GO_ON + " The count begins anew.";
      case COST, TOKENS, TIME -> GO_ON + " /cost shows what was used.";
      case PROGRESS -> "Say what to do differently; everything so far is kept.";
    };
  }
}
