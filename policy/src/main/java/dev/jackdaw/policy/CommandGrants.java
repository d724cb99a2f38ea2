package dev.jackdaw.policy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.policy.names.Folding;
import dev.jackdaw.policy.names.ProtectedNames;
import dev.jackdaw.policy.shell.Programs;
import dev.jackdaw.policy.shell.RoughWords;
import dev.jackdaw.policy.shell.ShellAnalysis;
import dev.jackdaw.policy.shell.ShellLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether allow rules together cover a shell line. The very line a rule spells out is
 * covered. A plain list or pipeline is covered when each of its commands is, and none names a
 * credential, or, unless it only reads, a protected file. Of anything else only a rule for every
 * command covers, and then only what names neither.
 */
final class CommandGrants {
  /** Protected, but everyday programs to run. */
  private static final Set<String> WRAPPERS = Set.of("mvnw", "mvnw.cmd", "gradlew", "gradlew.bat");

  private final List<CompiledRule> rules;
  private final Subject subject;
  private final Analyses analyses;
  private final FreeCommands free;

  CommandGrants(List<CompiledRule> rules, Subject subject, Analyses analyses, FreeCommands free) {
    this.rules = rules;
    this.subject = subject;
    this.analyses = analyses;
    this.free = free;
  }

  /** Returns the rule that did it, the last one when several had to. */
  Optional<CompiledRule> covering(Effect.Executes effect) {
    var mine = new ArrayList<CompiledRule>();
    for (var rule : rules) {
      if (rule.tool().family() == ToolFamily.COMMAND && rule.tool().covers(subject.call().tool())) {
        mine.add(rule);
      }
    }
    if (mine.isEmpty() || !subject.workspace().contains(effect.directory())) {
      return Optional.empty();
    }
    for (var rule : mine) {
      if (rule.scope() instanceof Scope.Commands(var pattern)
          && pattern.isExactly(effect.command())) {
        return Optional.of(rule);
      }
    }
    return switch (ShellLine.parse(effect.command())) {
      case ShellLine.Plain(var commands) -> coveringAll(mine, commands, effect);
      case ShellLine.Unclear _ -> coveringUnclear(mine, effect);
    };
  }

  private Optional<CompiledRule> coveringAll(
      List<CompiledRule> mine, List<ShellLine.Simple> commands, Effect.Executes effect) {
    Optional<CompiledRule> found = Optional.empty();
    for (var i = 0; i < commands.size(); i++) {
      var command = commands.get(i);
      var covering = coveringOne(mine, command);
      if (covering.isEmpty() && isFree(effect, commands, i)) continue;
      if (covering.isEmpty() || namesGuarded(command, effect.directory())) return Optional.empty();
      found = covering;
    }
    return found;
  }

  /**
   * A command that needs no rule stands beside others; both readings must agree on its words. To
   * change the folder is not one: what a rule allows is meant where the line begins.
   */
  private boolean isFree(Effect effect, List<ShellLine.Simple> commands, int index) {
    return !commands.get(index).program().equals("cd")
        && analyses.about(effect).orElse(null) instanceof ShellAnalysis.Certain(var known)
        && known.size() == commands.size()
        && known.get(index).words().equals(commands.get(index).words())
        && free.isFree(known.get(index));
  }

  private static Optional<CompiledRule> coveringOne(
      List<CompiledRule> mine, ShellLine.Simple command) {
    for (var rule : mine) {
      if (rule.isBlanket()) return Optional.of(rule);
      if (rule.scope() instanceof Scope.Commands(var pattern) && pattern.covers(command)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private Optional<CompiledRule> coveringUnclear(List<CompiledRule> mine, Effect.Executes effect) {
    for (var word : RoughWords.of(effect.command())) {
      var wrapper = WRAPPERS.contains(Folding.fold(word.substring(word.lastIndexOf('/') + 1)));
      if (!wrapper && isGuarded(word, effect.directory(), false)) return Optional.empty();
    }
    for (var rule : mine) {
      if (rule.isBlanket()) return Optional.of(rule);
    }
    return Optional.empty();
  }

  /** The words of a program that may run others are searched for words within them. */
  private boolean namesGuarded(ShellLine.Simple command, Path directory) {
    var onlyReads = Programs.onlyReads(command);
    for (var operand : command.words().subList(1, command.words().size())) {
      for (var word : onlyReads ? sides(operand) : RoughWords.of(operand)) {
        if (isGuarded(word, directory, onlyReads)) return true;
      }
    }
    return false;
  }

  private static List<String> sides(String operand) {
    var equals = operand.indexOf('=');
    return equals < 0 ? List.of(operand) : List.of(operand, operand.substring(equals + 1));
  }

  private boolean isGuarded(String word, Path directory, boolean onlyReads) {
    var path = subject.located(word, directory);
    var roots = subject.workspace().roots();
    return path.flatMap(p -> ProtectedNames.reading(p, roots)).isPresent()
        || !onlyReads && path.flatMap(p -> ProtectedNames.naming(p, roots)).isPresent();
  }
}
