package dev.jackdaw.engine.memory;

import java.util.List;

/**
 * A memory file by its headings. The texts of the sections, one behind the other, are the file.
 *
 * @param problems marks that mean nothing
 */
public record Sections(List<Section> list, List<Problem> problems) {
  /** Something in a text that its author will have meant otherwise. */
  public record Problem(int line, String text) {}

  public Sections {
    list = List.copyOf(list);
    problems = List.copyOf(problems);
  }

  /** Reads a text with line ends {@code \n}; any text has sections. */
  public static Sections of(String text) {
    return new SectionReader(text).read();
  }
}
