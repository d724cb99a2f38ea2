package dev.jackdaw.tui.theme;

/** What a piece of text is, so that a theme can say what it looks like. */
public enum Role {
  TEXT,
  DIM,
  STRONG,
  EMPHASIS,
  ACCENT,
  GOOD,
  BAD,
  WARNING,
  QUESTION,
  PROMPT,
  BORDER,
  SELECTION,
  HEADING,
  LINK,
  QUOTE,
  CODE,
  CODE_KEYWORD,
  CODE_STRING,
  CODE_COMMENT,
  CODE_NUMBER,
  CODE_TYPE,
  CODE_FUNCTION,
  DIFF_ADDED,
  DIFF_REMOVED,
  DIFF_ADDED_WORD,
  DIFF_REMOVED_WORD,
  DIFF_GUTTER
}
