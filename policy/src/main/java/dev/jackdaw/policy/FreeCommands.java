package dev.jackdaw.policy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.names.ProtectedNames;
import dev.jackdaw.policy.shell.Command;
import dev.jackdaw.policy.shell.Operand;
import dev.jackdaw.policy.shell.ShellAnalysis;
import dev.jackdaw.policy.shell.Surroundings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Decides whether a command needs nobody: everything it does is known, and each effect would be
 * free for any other tool. A folder with a file in it that is not free to read is not free to walk.
 */
record FreeCommands(Workspace workspace, Surroundings surroundings, RuleSet rules, Mode mode) {

  /** Returns whether the whole line is free. */
  boolean isFree(ShellAnalysis analysis) {
    return analysis instanceof ShellAnalysis.Certain(var commands)
        && commands.stream().allMatch(this::isFree);
  }

  /** Returns whether the command is free. */
  boolean isFree(Command command) {
    return command.isKnown()
        && command.effects().stream().allMatch(this::isFree)
        && command.operands().stream().allMatch(this::isFree)
        && !namesCredential(command);
  }

  private boolean isFree(Effect effect) {
    return Defaults.free(effect, workspace, mode).isPresent()
        && !(effect instanceof Effect.Writes(var path) && !workspace.contains(path));
  }

  private boolean isFree(Operand operand) {
    for (var path : operand.paths()) {
      if (isFolder(operand) && rules.guardsBelow(path)) return false;
      if (operand.kind() == Operand.Kind.WALKS && holdsCredential(path, true)) return false;
      if (operand.kind() == Operand.Kind.WALKS_VISIBLE && holdsCredential(path, false)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFolder(Operand operand) {
    return switch (operand.kind()) {
      case WALKS, WALKS_VISIBLE -> true;
      case READS -> operand.text().equals(".");
      case LISTS, WRITES, PATTERN, TEXT, NUMBER, URL, COMMAND -> false;
    };
  }

  /** Looks one level deep, which is where such files are as a rule. */
  private boolean holdsCredential(Path folder, boolean hidden) {
    for (var name : surroundings.names(folder).orElse(List.of())) {
      if ((hidden || !name.startsWith(".")) && isCredential(folder.resolve(name))) return true;
    }
    return false;
  }

  private boolean isCredential(Path path) {
    return ProtectedNames.reading(path, workspace.roots()).isPresent();
  }

  /** A revision and a file may be one word to git, as in {@code HEAD:.env}. */
  private boolean namesCredential(Command command) {
    if (!command.words().getFirst().endsWith("git")) return false;
    for (var operand : command.operands()) {
      for (var part : List.of(operand.text().split("[:=]"))) {
        try {
          if (isCredential(command.directory().resolve(part).normalize())) return true;
        } catch (InvalidPathException _) {
          return true;
        }
      }
    }
    return false;
  }
}
