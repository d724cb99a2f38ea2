package dev.jackdaw.tools.search;

import dev.jackdaw.api.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What to search for, and where.
 *
 * @param start the folder or the one file to search, canonical
 * @param extent whether the start is a folder or a file
 * @param context lines to show before and after each match
 * @param limit how long it may take
 * @param readable the files that may be looked into
 */
record Query(
    Path start,
    Extent extent,
    String pattern,
    Letters letters,
    Span span,
    Optional<String> glob,
    SearchFiles.Output output,
    int context,
    Duration limit,
    Predicate<Path> readable,
    Workspace workspace) {

  /** How much is searched. */
  enum Extent {
    FOLDER,
    ONE_FILE
  }

  /** Whether upper and lower case differ. */
  enum Letters {
    DIFFER_BY_CASE,
    SAME_IN_ANY_CASE
  }

  /** Whether a match stays within a line; if not, {@code .} matches line ends too. */
  enum Span {
    ONE_LINE,
    SEVERAL_LINES
  }

  /** A line to show. {@code number} counts from 1; a line that does not match is context. */
  record Line(int number, String text, boolean matches) {
    private static final int MAX_CHARS = 500;

    /** Returns a line, its text cut where it is too long to be worth showing. */
    static Line of(int number, String text, boolean matches) {
      if (text.length() <= MAX_CHARS) return new Line(number, text, matches);
      var keep = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
      return new Line(number, text.substring(0, keep) + " …", matches);
    }
  }

  /**
   * What was found in a file.
   *
   * @param matches matching lines
   */
  record FileHits(Path path, int matches, List<Line> lines) {
    FileHits {
      lines = List.copyOf(lines);
    }
  }

  /** How a search ended. */
  enum End {
    COMPLETE,
    OUT_OF_TIME,
    TOO_MANY
  }

  /**
   * What was found.
   *
   * @param files in the order of their paths
   * @param skipped files too large to be searched
   * @param unreadable files that could not be read, where the engine tells
   * @param changed files that were found to be others than those that were searched
   */
  record Found(List<FileHits> files, End end, int skipped, int unreadable, int changed) {
    Found {
      files = List.copyOf(files);
    }
  }

  /** More matching lines than this end the search: nobody reads them. */
  static final int MAX_MATCHES = 20_000;

  boolean isOneFile() {
    return extent == Extent.ONE_FILE;
  }

  Walk.Hidden hidden() {
    return glob.isPresent() && Glob.namesHidden(glob.get())
        ? Walk.Hidden.SEEN
        : Walk.Hidden.SKIPPED;
  }

  /** Returns the pattern of the files to search; a folder stands for all that is below it. */
  Optional<String> fileGlob() {
    return glob.map(given -> given.endsWith("/") ? given + "**" : given);
  }
}
