package dev.jackdaw.api;

/** How a fold treats a part of the conversation. */
public enum Retention {
  /** It stays, word for word. */
  PINNED,
  /** A note tells what matters of it. */
  SUMMARISE,
  /** A line stands for it; the whole can be recalled. */
  ELIDE,
  /** Nothing stands for it. */
  DROP
}
