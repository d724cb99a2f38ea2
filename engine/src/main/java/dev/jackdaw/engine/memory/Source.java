package dev.jackdaw.engine.memory;

import dev.jackdaw.engine.memory.Sections.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A memory file as it is on disk, imports included, without the head of a rules file.
 *
 * @param paths the patterns it is for; empty when it is always in force
 * @param text with line ends {@code \n}; empty when there is no such file
 * @param spans where its lines stand
 * @param stamps all files it was made of
 * @param problems what is wrong with the head and the imports
 */
public record Source(
    Place place,
    List<String> paths,
    String text,
    List<Span> spans,
    List<Stamp> stamps,
    List<Problem> problems) {

  /** Lines of the text that stand in one file, from {@code line} on. */
  public record Span(Path file, int line, int lines) {}

  public Source {
    paths = List.copyOf(paths);
    spans = List.copyOf(spans);
    stamps = List.copyOf(stamps);
    problems = List.copyOf(problems);
  }

  /** Returns where it stands. */
  public Path path() {
    return place.file();
  }

  /** Returns whether it comes into force when the agent works on this path. */
  public boolean isFor(Path path) {
    if (!path.startsWith(place.base())) return false;
    var relative = place.base().relativize(path);
    for (var pattern : paths) {
      try {
        if (PathPattern.of(pattern).matches(relative)) return true;
      } catch (IllegalArgumentException _) {
        return true; // too many alternatives to try: rather once too often
      }
    }
    return false;
  }

  /** Returns where lines of the text are to be read, such as {@code AGENTS.md, lines 3-8}. */
  public String where(int line, int lines, Places names) {
    var parts = new ArrayList<String>();
    var at = 1;
    for (var span : spans) {
      var from = Math.max(line, at);
      var to = Math.min(line + lines, at + span.lines());
      if (from < to) {
        var first = span.line() + from - at;
        parts.add(names.display(span.file()) + ", " + range(first, first + to - from - 1));
      }
      at += span.lines();
    }
    return String.join("; ", parts);
  }

  private static String range(int first, int last) {
    return first == last ? "line " + first : "lines " + first + "-" + last;
  }

  boolean isCurrent() {
    for (var stamp : stamps) if (!stamp.isCurrent()) return false;
    return true;
  }

  boolean saysTheSameAs(Source other) {
    return text.equals(other.text) && paths.equals(other.paths);
  }
}
