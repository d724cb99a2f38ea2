package dev.jackdaw.lsp;

/** What a server runs in. */
public enum Hold {
  /** Nothing: it may do what its user may. */
  FREE,
  /** The sandbox of commands, where the session has one. */
  SANDBOX,
  /** The sandbox of commands; without one it is not started. */
  SANDBOX_ONLY
}
