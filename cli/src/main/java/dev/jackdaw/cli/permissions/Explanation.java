package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import java.io.PrintWriter;

/** A decision as people read it. */
final class Explanation {
  private final Workspace workspace;

  Explanation(Workspace workspace) {
    this.workspace = workspace;
  }

  void print(Judged judged, PrintWriter out) {
    out.println("decision  " + judged.word());
    line(out, "reason    " + judged.ruling().decision().reason());
    judged
        .ruling()
        .rule()
        .ifPresent(rule ->
            line(
                out,
                "rule      "
                    + rule
                    + judged.ruling().source().map(source -> " in " + source).orElse("")));
    for (var effect : judged.effects()) line(out, "effect    " + described(effect));
    if (judged.effects().isEmpty()) out.println("effect    none is known");
    if (judged.ruling().decision() instanceof Decision.Ask(_, var remember)) {
      line(out, "a lasting yes would add  " + remember);
    }
    line(out, "folder    " + workspace.directory());
  }

  /** Calls and rules are text that models and repositories wrote. */
  private static void line(PrintWriter out, String text) {
    out.println(VisibleText.blanked(text));
  }

  private String described(Effect effect) {
    return switch (effect) {
      case Effect.Reads(var path) -> "reads " + workspace.display(path);
      case Effect.Writes(var path) -> "writes " + workspace.display(path);
      case Effect.Executes(var command, var directory) ->
          "runs \"" + command + "\" in " + workspace.display(directory);
      case Effect.Connects(var host, var port) -> "connects to " + host + ":" + port;
      case Effect.Persists(var path, var what) ->
          "leaves behind " + workspace.display(path) + ": " + what;
    };
  }
}
