package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a call leases: the paths it changes. A command may change anything in the workspace. */
final class LeasedPaths {
  /** A command that names git may change its index, which can lie outside of the workspace. */
  private static final Pattern GIT = Pattern.compile("(?<![\\w.-])git(?![\\w-])");

  private LeasedPaths() {}

  static Set<Path> of(List<Effect> effects, Workspace workspace) {
    var paths = new LinkedHashSet<Path>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.Writes(var path) -> paths.add(path);
        case Effect.Persists(var path, _) -> paths.add(path);
        case Effect.Executes(var command, var directory) -> {
          paths.addAll(workspace.roots());
          if (GIT.matcher(command).find()) addIndex(directory, paths);
        }
        case Effect.Reads _, Effect.Connects _ -> {}
      }
    }
    return paths;
  }

  private static void addIndex(Path directory, Set<Path> paths) {
    for (var at = directory; at != null; at = at.getParent()) {
      var git = at.resolve(".git");
      if (!Files.exists(git)) continue;
      paths.add(git.resolve("index"));
      return;
    }
  }
}
