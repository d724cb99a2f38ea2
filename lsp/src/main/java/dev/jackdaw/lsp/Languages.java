package dev.jackdaw.lsp;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a workspace is written in, by the names of files near its top: a look that takes little time
 * wherever it is taken.
 *
 * @param names the names of files and folders at its top
 * @param extensions of files at its top and a little below
 */
record Languages(Set<String> names, Set<String> extensions) {
  private static final int DEEPEST = 3;
  private static final int MOST_ENTRIES = 600;

  static Languages of(Workspace workspace) {
    var found = new Languages(new HashSet<>(), new HashSet<>());
    var level = List.copyOf(workspace.roots());
    var left = MOST_ENTRIES;
    for (var depth = 0; depth <= DEEPEST && left > 0; depth++) {
      var next = new ArrayList<Path>();
      for (var folder : level) left -= found.look(folder, depth, left, next);
      level = next;
    }
    return found;
  }

  private int look(Path folder, int depth, int most, List<Path> below) {
    var count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (count++ >= most) break;
        var name = String.valueOf(entry.getFileName());
        if (depth == 0) names.add(name);
        var dot = name.lastIndexOf('.');
        if (dot > 0) extensions.add(name.substring(dot));
        else if (dot < 0 && !name.equals("node_modules") && Files.isDirectory(entry)) {
          below.add(entry);
        }
      }
    } catch (IOException _) {
      return count;
    }
    return count;
  }

  /** Returns those that have something to do here. */
  List<ServerSpec> specs(List<ServerSpec> all) {
    var fitting = new ArrayList<ServerSpec>();
    for (var spec : all) {
      if (spec.markers().stream().anyMatch(names::contains)
          || spec.languages().keySet().stream().anyMatch(extensions::contains)) {
        fitting.add(spec);
      }
    }
    return fitting;
  }
}
