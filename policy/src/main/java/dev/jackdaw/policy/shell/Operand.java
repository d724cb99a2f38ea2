package dev.jackdaw.policy.shell;

import java.nio.file.Path;
import java.util.List;

/**
 * An operand of a program with what the program makes of it.
 *
 * @param paths what it names, canonical; several for a pattern; none unless it is a path
 */
public record Operand(String text, Kind kind, List<Path> paths) {
  public Operand {
    paths = List.copyOf(paths);
  }

  /** What an operand is to its program. */
  public enum Kind {
    /** The content of a file is read. */
    READS,
    /** The content of everything below is read. */
    WALKS,
    /** The same, names that begin with a dot left out. */
    WALKS_VISIBLE,
    /** Names, sizes and times are read. */
    LISTS,
    /** A file is created or changed. */
    WRITES,
    PATTERN,
    TEXT,
    NUMBER,
    URL,
    COMMAND;

    boolean isPath() {
      return switch (this) {
        case READS, WALKS, WALKS_VISIBLE, LISTS, WRITES -> true;
        case PATTERN, TEXT, NUMBER, URL, COMMAND -> false;
      };
    }
  }
}
