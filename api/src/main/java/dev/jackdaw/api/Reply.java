package dev.jackdaw.api;

/**
 * What a model said, whole.
 *
 * @param model the name of the model that answered, as the provider says; empty when it does not
 */
public record Reply(Message.Assistant message, Usage usage, StopReason stop, String model) {
  /** A reply whose provider does not say which model answered. */
  public Reply(Message.Assistant message, Usage usage, StopReason stop) {
    this(message, usage, stop, "");
  }

  /** Returns the reply as one of that model. */
  public Reply by(String answering) {
    return new Reply(message, usage, stop, answering);
  }
}
