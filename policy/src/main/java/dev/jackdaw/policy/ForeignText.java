package dev.jackdaw.policy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.names.ProtectedNames;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Text in the model's view that somebody else may have written, to be assumed to say what an
 * attacker would. What it could ask for is then not covered by a yes that was given before it came
 * into view: see {@link #needsFreshYes}.
 */
record ForeignText(Set<Label> labels) {
  ForeignText {
    labels = Set.copyOf(labels);
  }

  static ForeignText among(Set<Label> labels, Familiarity familiarity) {
    return new ForeignText(
        labels.stream()
            .filter(label -> isForeign(label, familiarity))
            .map(ForeignText::kind)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Hosts and servers are told apart; files are not, or every one would ask anew. */
  private static Label kind(Label label) {
    return switch (label.source()) {
      case WEB, MCP -> label;
      default -> new Label(label.source(), "");
    };
  }

  private static boolean isForeign(Label label, Familiarity familiarity) {
    return switch (label.source()) {
      case WEB, MCP, OUTSIDE -> true;
      case WORKSPACE, COMMAND, MEMORY -> familiarity == Familiarity.FOREIGN;
      // What a sub-agent read is in the session's labels, too.
      case USER, JACKDAW, MODEL, SUBAGENT -> false;
    };
  }

  boolean isPresent() {
    return !labels.isEmpty();
  }

  /**
   * Returns whether the person who gave the rule knew of all of it. A rule of the command line was
   * written for this folder, whatever its files say, and one about a server, or an answer about its
   * tool, by somebody who knew that its words would come.
   */
  boolean wasKnownTo(CompiledRule rule) {
    var saidForThisRun = rule.source().layer() == Layer.SESSION;
    for (var label : labels) {
      if (saidForThisRun && (isOfWorkspace(label) || isOfServer(label, rule))) continue;
      if (!rule.known().contains(label)) return false;
    }
    return true;
  }

  /** Other people speak through a server: a rule that lasts over sessions knew none of them. */
  private static boolean isOfServer(Label label, CompiledRule rule) {
    if (label.source() != Label.Source.MCP || label.detail().isEmpty()) return false;
    var plain = label.detail().replaceAll("[^A-Za-z0-9-]", "_").replaceAll("_+", "_");
    var server = ("mcp__" + plain).toLowerCase(Locale.ROOT);
    var tool = rule.rule().tool().toLowerCase(Locale.ROOT);
    return tool.equals(server) || tool.startsWith(server + "__");
  }

  private static boolean isOfWorkspace(Label label) {
    return switch (label.source()) {
      case WORKSPACE, COMMAND, MEMORY -> true;
      case USER, JACKDAW, MODEL, OUTSIDE, WEB, MCP, SUBAGENT -> false;
    };
  }

  /**
   * Returns whether the effect could carry something out, run unconfined or reach what is
   * protected.
   */
  static boolean needsFreshYes(
      Effect effect, Workspace workspace, Supplier<Confinement> confinement) {
    return switch (effect) {
      case Effect.Connects _, Effect.Persists _ -> true;
      case Effect.Executes _ -> confinement.get() == Confinement.NONE;
      case Effect.Writes(var path) ->
          !workspace.contains(path) || ProtectedNames.writing(path, workspace.roots()).isPresent();
      case Effect.Reads(var path) -> ProtectedNames.reading(path, workspace.roots()).isPresent();
    };
  }

  /** Returns what it comes from, for people. */
  String described() {
    var names = new TreeSet<String>();
    for (var label : labels) {
      var kind =
          switch (label.source()) {
            case WEB -> "the web";
            case MCP -> "the server";
            case OUTSIDE -> "a file outside the workspace";
            case COMMAND -> "a command";
            default -> "the workspace";
          };
      names.add(label.detail().isEmpty() ? kind : kind + " (" + label.detail() + ")");
    }
    var shown = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() > 3 ? shown + " and " + (names.size() - 3) + " more" : shown;
  }
}
