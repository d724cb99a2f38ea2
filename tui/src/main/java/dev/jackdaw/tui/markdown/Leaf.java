package dev.jackdaw.tui.markdown;

import java.util.List;
import org.jline.utils.AttributedString;

/** The innermost open block: text arrives for it, and lines come out. */
sealed interface Leaf permits Prose, CodeBlock, Table {
  /** Takes a part of a line; the whole line when it is not long. */
  void text(String part);

  /** Takes the end of the line. */
  void endLine();

  /** Ends the block. */
  void end();

  /** Returns the lines that are finished, each once. */
  List<AttributedString> finished();

  /** Returns one that goes on by itself from here. */
  Leaf copy();

  /** Shows open marks as if they were closed; what is shown so does not stay. */
  default void assumeClosed() {}
}
