package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.text.Span;
import java.util.List;

/** Marks the words of a text line by line. */
public interface Highlighter {
  /** Returns the pieces of the next line, which together are that line. */
  List<Span> line(String line);

  /** Returns one that goes on by itself from here. */
  Highlighter copy();
}
