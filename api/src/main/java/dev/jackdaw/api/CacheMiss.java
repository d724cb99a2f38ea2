package dev.jackdaw.api;

/**
 * Why a provider read less of a prompt from its cache than the request before should have left
 * there.
 *
 * @param detail a sentence for people: what changed, and where
 * @param isOurs whether what had been sent changed although nobody asked for it: a defect of
 *     Jackdaw, told whether or not the provider noticed
 */
public record CacheMiss(Reason reason, String detail, boolean isOurs) {
  /** A miss that is nobody's fault. */
  public CacheMiss(Reason reason, String detail) {
    this(reason, detail, false);
  }

  /** What a cache is missed for. */
  public enum Reason {
    /** Nothing was asked before that could have filled it. */
    FIRST_REQUEST,
    /** Every model has a cache of its own. */
    MODEL_CHANGED,
    /** A tool was added, removed or changed. */
    TOOLS_CHANGED,
    /** The same tools stand in another order. */
    TOOLS_REORDERED,
    SYSTEM_CHANGED,
    /** A message that was sent before is gone or reads differently. */
    HISTORY_REWRITTEN,
    /** How much the model is to think is part of what it reads messages with. */
    EFFORT_CHANGED,
    /** So is whether there are pictures at all. */
    FIRST_IMAGE,
    /** The provider keeps a cached prompt only so long. */
    LIFETIME_PASSED,
    /** Providers do not cache short prompts. */
    PROMPT_TOO_SHORT,
    /** The request began as the one before; only the provider knows. */
    UNEXPLAINED
  }

  /** Returns whether something went differently than a person would expect. */
  public boolean isSurprising() {
    return reason != Reason.FIRST_REQUEST && reason != Reason.PROMPT_TOO_SHORT;
  }
}
