package dev.jackdaw.cli.options;

/** What an option expects behind it. */
public enum ValueKind {
  /** Nothing: it is there or it is not. */
  FLAG,
  /** A text of at least one character. */
  TEXT,
  /** As a text; several add up. */
  TEXTS,
  /** Any text, the empty one included. */
  ANY_TEXT,
  /** One of the option's values. */
  CHOICE,
  /** Some of the option's values, with commas between them. */
  CHOICES,
  /** A whole number from 1. */
  COUNT,
  /** A number of tokens such as {@code 500000}, {@code 500k} or {@code 2M}. */
  TOKENS,
  /** An amount in US dollars, more than nothing. */
  DOLLARS,
  /** A time such as {@code 90s} or {@code 1h30m}. */
  DURATION,
  /** Permission rules, with commas between them. */
  RULES,
  /** Names, with commas between them; an empty text is the empty list. */
  NAMES,
  /** The name of a file. */
  FILE,
  /** The name of a folder. */
  DIRECTORY,
  /** The name of a file, or a JSON object itself. */
  FILE_OR_JSON,
  /** A session's id as the user would have it. */
  NEW_SESSION,
  /** A session's id, or nothing. */
  OPTIONAL_SESSION;

  /** Returns whether the values of a repeated option add up; of the others the last one counts. */
  public boolean accumulates() {
    return this == RULES || this == NAMES || this == DIRECTORY || this == TEXTS;
  }
}
