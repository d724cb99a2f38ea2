package dev.jackdaw.tools.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A change to several files in the envelope that OpenAI's models are trained on; {@link
 * PatchParser} reads it.
 */
record Patch(List<Section> sections) {
  Patch {
    sections = List.copyOf(sections);
  }

  /** What happens to one file. */
  sealed interface Section {
    String path();
  }

  record Add(String path, String content) implements Section {}

  record Delete(String path) implements Section {}

  record Update(String path, Optional<String> moveTo, List<Hunk> hunks) implements Section {
    Update {
      hunks = List.copyOf(hunks);
    }
  }

  /**
   * Lines to find and what to make of them.
   *
   * @param anchors lines to go past first, each after the one before
   * @param atEnd whether the lines are the last ones of the file
   */
  record Hunk(List<String> anchors, List<Line> lines, boolean atEnd) {
    Hunk {
      anchors = List.copyOf(anchors);
      lines = List.copyOf(lines);
    }

    /** Returns the lines the file must have. */
    List<String> old() {
      var old = new ArrayList<String>();
      for (var line : lines) if (line.sign() != Sign.ADD) old.add(line.text());
      return old;
    }
  }

  /** Whether a line stays, goes or comes. */
  enum Sign {
    KEEP,
    DROP,
    ADD
  }

  record Line(Sign sign, String text) {}

  /** Returns every path it names, each once, in order. */
  List<String> paths() {
    var paths = new LinkedHashSet<String>();
    for (var section : sections) {
      paths.add(section.path());
      if (section instanceof Update update) update.moveTo().ifPresent(paths::add);
    }
    return List.copyOf(paths);
  }
}
