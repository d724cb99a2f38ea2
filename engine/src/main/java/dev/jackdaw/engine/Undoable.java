package dev.jackdaw.engine;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Asks before a command that deletes, where more is at stake than could be given back. What deletes
 * is told by the names of programs: a script that does so by itself is not seen.
 */
final class Undoable {
  private static final Pattern DELETES =
      Pattern.compile(
          "(?:^|[;|&(`{/\\n]|\\b(?:sudo|xargs|env|exec|nice|time|then|do|else|command)\\b(?:\\s+-\\S+)*)"
              + "\\s*(?:rm|rmdir|unlink|shred|truncate|dd|mv|rsync|wipefs|mkfs[.\\w]*)\\s"
              + "|\\bgit\\s+(clean|reset|checkout|restore|stash)\\b"
              + "|\\s-delete\\b");

  private Undoable() {}

  /** Returns the decision, or that a person must agree, or nobody may. */
  static Decision check(
      Commons commons, Prepared.Ready<?> ready, Decision decision, Consumer<String> progress) {
    if (!(decision instanceof Decision.Allow) || commons.rights().mode() == Mode.BYPASS) {
      return decision;
    }
    var command = deleting(ready.effects());
    var gap = command.isEmpty() ? command : gap(commons, progress);
    if (gap.isEmpty()) return decision;
    var why =
        "The command may delete what could not be given back: of this folder "
            + gap.get()
            + " are not kept for undo.";
    if (commons.questions().isAttended()) {
      return new Decision.Ask(why, new Rule(ready.call().tool(), command.get()));
    }
    return new Decision.Deny(
        why
            + " Raise the setting undoLimits, switch undo off (--undo off), or take --permission-mode"
            + " bypassPermissions.");
  }

  private static Optional<String> deleting(List<Effect> effects) {
    for (var effect : effects) {
      if (effect instanceof Effect.Executes(var command, _) && DELETES.matcher(command).find()) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> gap(Commons commons, Consumer<String> progress) {
    try {
      return commons.checkpoints().gap(progress);
    } catch (IOException _) {
      return Optional.empty(); // the call itself will tell
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
