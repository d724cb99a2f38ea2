package dev.jackdaw.embed;

/** How a model is brought to give answers that are values. */
public enum AnswerMode {
  /**
   * The provider holds it to the form, where it can do that with this model and this type; the
   * prompt says the form as well. Requests of such a task begin otherwise than others of the
   * session, so that a provider's prompt cache is filled anew.
   */
  PROVIDER,
  /** Only the prompt says it, and the session's prompt cache stays. */
  PROMPT
}
