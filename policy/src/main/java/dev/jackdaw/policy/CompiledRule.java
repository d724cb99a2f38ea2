package dev.jackdaw.policy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.names.PathPattern;
import dev.jackdaw.policy.names.ProtectedNames;
import dev.jackdaw.policy.shell.Programs;
import dev.jackdaw.policy.shell.RoughWords;
import dev.jackdaw.policy.shell.ShellLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule ready to be applied. {@link #touches} is lenient and serves to forbid and to ask, {@link
 * #covers} is exact and serves to allow: what the two disagree on is never allowed.
 *
 * @param known the foreign text that whoever gave the rule knew to be in view
 */
record CompiledRule(
    Verdict verdict, Source source, Rule rule, ToolPattern tool, Scope scope, Set<Label> known) {

  /** Returns whether it speaks about every call of its tool. */
  boolean isBlanket() {
    return scope instanceof Scope.Everything;
  }

  @Override
  public String toString() {
    return "the rule " + rule + " in " + source;
  }

  boolean touches(Subject subject) {
    return switch (scope) {
      case Scope.Everything _ -> tool.touches(subject.call().tool());
      case Scope.Argument(var text) ->
          tool.touches(subject.call().tool()) && holdsArgument(subject, text);
      case Scope.Commands(var pattern) -> {
        for (var line : commands(subject)) {
          if (pattern.touches(line, ShellLine.parse(line))) yield true;
        }
        yield false;
      }
      case Scope.Hosts(var pattern) -> {
        for (var effect : subject.effects()) {
          if (effect instanceof Effect.Connects(var host, var port)
              && pattern.touches(host, port)) {
            yield true;
          }
        }
        yield false;
      }
      case Scope.Paths(var pattern) -> touchesPaths(subject, pattern);
    };
  }

  /** Returns whether it is about reading something below the folder. */
  boolean guardsBelow(Path folder) {
    return tool.family() != ToolFamily.EDIT
        && scope instanceof Scope.Paths(var pattern)
        && pattern.reachesBelow(folder);
  }

  private static boolean holdsArgument(Subject subject, String text) {
    for (var value : subject.call().input().members().values()) {
      if (value instanceof Json.Str(var given) && given.strip().equalsIgnoreCase(text)) return true;
    }
    return false;
  }

  private static List<String> commands(Subject subject) {
    var lines = new ArrayList<String>();
    for (var effect : subject.effects()) {
      if (effect instanceof Effect.Executes(var command, _)) lines.add(command);
    }
    if (subject.family() == ToolFamily.COMMAND) {
      subject.call().input().string("command").ifPresent(lines::add);
    }
    return lines;
  }

  /** A rule about reading looks at all that reads, whatever the tool; one about grep at grep. */
  private boolean touchesPaths(Subject subject, PathPattern pattern) {
    var writing = tool.family() == ToolFamily.EDIT;
    var sameTool = tool.touches(subject.call().tool());
    if (!writing && subject.family() == ToolFamily.READ && !sameTool) return false;
    for (var effect : subject.effects()) {
      var touched =
          switch (effect) {
            case Effect.Reads(var path) -> !writing && pattern.touches(path);
            case Effect.Writes(var path) ->
                writing && (pattern.touches(path) || pattern.liesBelow(path));
            case Effect.Persists(var path, _) -> writing && pattern.touches(path);
            case Effect.Executes executes -> mentions(subject, executes, pattern, writing);
            case Effect.Connects _ -> false;
          };
      if (touched) return true;
    }
    return sameTool && anyTouched(pattern, subject.spelledPaths());
  }

  private static boolean mentions(
      Subject subject, Effect.Executes effect, PathPattern pattern, boolean writing) {
    if (writing && onlyReads(ShellLine.parse(effect.command()))) return false;
    var paths = new ArrayList<Path>();
    for (var word : RoughWords.of(effect.command())) {
      subject.located(word, effect.directory()).ifPresent(paths::add);
    }
    return anyTouched(pattern, paths);
  }

  private static boolean onlyReads(ShellLine line) {
    if (!(line instanceof ShellLine.Plain(var commands))) return false;
    for (var command : commands) {
      if (!Programs.onlyReads(command)) return false;
    }
    return true;
  }

  private static boolean anyTouched(PathPattern pattern, List<Path> paths) {
    for (var path : paths) {
      if (pattern.touches(path)) return true;
    }
    return false;
  }

  /** Returns whether it allows the effect; commands are decided on all rules at once elsewhere. */
  boolean covers(Subject subject, Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> coversReading(subject, path);
      case Effect.Writes(var path) -> coversWriting(subject, path);
      case Effect.Persists(var path, _) ->
          scope instanceof Scope.Paths(var pattern)
              && tool.family() == ToolFamily.EDIT
              && pattern.covers(path);
      case Effect.Connects(var host, var port) ->
          tool.covers(subject.call().tool())
              && (isBlanket() || scope instanceof Scope.Hosts(var p) && p.covers(host, port));
      case Effect.Executes _ ->
          isBlanket() && tool.family() != ToolFamily.COMMAND && tool.covers(subject.call().tool());
    };
  }

  private boolean coversReading(Subject subject, Path path) {
    var mayNeed = tool.family() == ToolFamily.READ && subject.family() == ToolFamily.EDIT;
    var mayEdit = tool.family() == ToolFamily.EDIT && subject.family() == ToolFamily.EDIT;
    if (!mayNeed && !mayEdit && !tool.covers(subject.call().tool())) return false;
    return coversPath(
        subject, path, ProtectedNames.reading(path, subject.workspace().roots()).orElse(null));
  }

  private boolean coversWriting(Subject subject, Path path) {
    if (tool.family() == ToolFamily.READ || !tool.covers(subject.call().tool())) return false;
    return coversPath(
        subject, path, ProtectedNames.writing(path, subject.workspace().roots()).orElse(null));
  }

  /** Without a path of its own a rule ends at the workspace and at protected names. */
  private boolean coversPath(Subject subject, Path path, ProtectedNames.@Nullable Hit hit) {
    return switch (scope) {
      case Scope.Everything _ -> hit == null && subject.workspace().contains(path);
      case Scope.Paths(var pattern) -> pattern.covers(path) && (hit == null || pattern.names(hit));
      case Scope.Commands _, Scope.Hosts _, Scope.Argument _ -> false;
    };
  }
}
