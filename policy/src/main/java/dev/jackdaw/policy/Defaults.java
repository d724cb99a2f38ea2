package dev.jackdaw.policy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.names.ProtectedNames;
import java.nio.file.Path;
import java.util.Optional;

/** What holds where no rule speaks, and the sentences that say so. */
final class Defaults {
  static final String FREE_READING = "Reading inside the workspace is free.";
  static final String FREE_COMMAND = "The command only does what is free inside the workspace.";
  private static final String FREE_EDITING =
      "The mode acceptEdits allows edits inside the workspace.";

  private Defaults() {}

  static String allowedBy(CompiledRule rule) {
    return "Allowed by " + rule + ".";
  }

  /** Returns why the effect needs no rule, if it needs none. */
  static Optional<String> free(Effect effect, Workspace workspace, Mode mode) {
    return switch (effect) {
      case Effect.Reads(var path) ->
          workspace.contains(path) && ProtectedNames.reading(path, workspace.roots()).isEmpty()
              ? Optional.of(FREE_READING)
              : Optional.empty();
      case Effect.Writes(var path) ->
          mode == Mode.ACCEPT_EDITS && isOrdinary(path, workspace)
              ? Optional.of(FREE_EDITING)
              : Optional.empty();
      case Effect.Executes _, Effect.Connects _, Effect.Persists _ -> Optional.empty();
    };
  }

  private static boolean isOrdinary(Path path, Workspace workspace) {
    return workspace.contains(path)
        && !workspace.roots().contains(path)
        && ProtectedNames.writing(path, workspace.roots()).isEmpty();
  }

  static String whyItAsks(Effect effect, Workspace workspace) {
    return switch (effect) {
      case Effect.Reads(var path) -> {
        var hit = ProtectedNames.reading(path, workspace.roots());
        yield hit.isPresent()
            ? "Reading " + workspace.display(path) + " asks, because " + hit.get().why() + "."
            : "Reading " + workspace.display(path) + " asks, because it is outside the workspace.";
      }
      case Effect.Writes(var path) -> whyWritingAsks(path, workspace);
      case Effect.Executes _ -> "Running a command asks unless a rule allows it.";
      case Effect.Connects(var host, var port) ->
          "Connecting to " + host + ":" + port + " asks unless a rule allows it.";
      case Effect.Persists(var path, var what) ->
          "Changing " + workspace.display(path) + " asks, because it stays behind: " + what + ".";
    };
  }

  private static String whyWritingAsks(Path path, Workspace workspace) {
    var hit = ProtectedNames.writing(path, workspace.roots());
    var name = workspace.display(path);
    if (hit.isPresent()) {
      return "Writing " + name + " asks, because it is protected: " + hit.get().why() + ".";
    }
    return workspace.contains(path)
        ? "Writing " + name + " asks unless a rule or the mode acceptEdits allows it."
        : "Writing " + name + " asks, because it is outside the workspace.";
  }
}
