package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A call with its effects, as rules look at it. */
record Subject(Block.Call call, List<Effect> effects, Workspace workspace, Path home) {
  private static final Set<String> PATH_MEMBERS =
      Set.of("path", "file_path", "filepath", "file", "notebook_path", "directory");

  Subject {
    effects = List.copyOf(effects);
  }

  ToolFamily family() {
    return ToolFamily.of(call.tool());
  }

  /**
   * Returns the paths as the model spelled them, links not followed, so that a rule that forbids a
   * name holds for a link of that name too.
   */
  List<Path> spelledPaths() {
    var paths = new ArrayList<Path>();
    for (var member : call.input().members().entrySet()) {
      if (PATH_MEMBERS.contains(member.getKey())
          && member.getValue() instanceof Json.Str(var text)) {
        located(text, workspace.directory()).ifPresent(paths::add);
      }
    }
    return paths;
  }

  /** Returns the path a word could mean, or nothing when no file has such a name. */
  Optional<Path> located(String word, Path directory) {
    try {
      if (word.equals("~")) return Optional.of(home);
      var path = word.startsWith("~/") ? home.resolve(word.substring(2)) : directory.resolve(word);
      return Optional.of(path.normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
