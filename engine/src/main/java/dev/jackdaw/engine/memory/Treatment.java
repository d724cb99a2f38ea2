package dev.jackdaw.engine.memory;

import java.util.Locale;

/** What becomes of a section of a memory file. */
public enum Treatment {
  /** It is shown, word for word. */
  PINNED,
  /** Its first paragraph is shown, and where the rest is. */
  SUMMARISE,
  /** A line says what it is called and where it is. */
  ELIDE,
  /** Nothing is shown of it. */
  DROP,
  /** As {@link #ELIDE}, though nobody asked for it: there is no room for more. */
  DEMOTED;

  /** Returns the word that marks and tables use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
