package dev.jackdaw.cli.custom;

import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Place;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What folders of definitions look like from outside: names, times and sizes of files. */
record Stamp(List<String> files) {
  private static final int MAX_DEPTH = 4;

  /** Looks at folders; one that is not there costs a single look. */
  static Stamp of(List<Place> places) {
    var files = new ArrayList<String>();
    for (var place : places) {
      if (place.exists()) add(place.folder().toFile(), 0, files);
    }
    return new Stamp(List.copyOf(files));
  }

  private static void add(File folder, int depth, List<String> to) {
    var names = folder.list();
    if (names == null || depth == MAX_DEPTH) return;
    for (var name : names) {
      if (to.size() > 10 * DefinitionText.MAX_FILES) return;
      var file = new File(folder, name);
      if (name.endsWith(".md")) {
        to.add(file + " " + file.lastModified() + " " + file.length());
      } else if (name.indexOf('.') < 0 && file.isDirectory()) {
        add(file, depth + 1, to);
      }
    }
  }
}
