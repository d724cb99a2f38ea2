package dev.jackdaw.api;

/** Why a reply ended. */
public enum StopReason {
  /** The model had said what it wanted. */
  END,
  /** The model waits for the results of its calls. */
  CALLS,
  /** The limit on output tokens was reached. */
  LENGTH,
  /** The model or the provider declined. */
  REFUSED,
  /** The provider paused a long turn; sending it again goes on. */
  PAUSED,
  /** The connection broke; the blocks that had arrived whole are kept, at least one call. */
  CUT,
  /** The user stopped it; what had arrived is kept. */
  INTERRUPTED
}
