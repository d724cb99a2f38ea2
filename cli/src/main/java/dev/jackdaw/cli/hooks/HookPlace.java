package dev.jackdaw.cli.hooks;

import dev.jackdaw.tools.shell.Launcher;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the hooks of a session are run.
 *
 * @param environment the variables they see, but for those that name the project
 * @param confined starts commands as those of the agent are started
 * @param own starts commands of the user's own
 * @param posting sends what hooks that are addresses are told
 */
public record HookPlace(
    Path directory,
    Path transcript,
    Map<String, String> environment,
    Launcher confined,
    Launcher own,
    Posting posting) {
  public HookPlace {
    var named = new HashMap<>(environment);
    named.put("JACKDAW_PROJECT_DIR", directory.toString());
    named.put("CLAUDE_PROJECT_DIR", directory.toString());
    environment = Map.copyOf(named);
  }
}
