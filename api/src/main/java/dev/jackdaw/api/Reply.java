package dev.jackdaw.api;

/**
 * What a model said, whole.
 *
 * @param model the name of the model that answered, as the provider says; empty when it does not
 * @param reason why it was declined, as far as the provider says; empty when it does not
 */
public record Reply(
    Message.Assistant message, Usage usage, StopReason stop, String model, String reason) {
  /** A reply whose provider does not say which model answered. */
  public Reply(Message.Assistant message, Usage usage, StopReason stop) {
    this(message, usage, stop, "", "");
  }

  /** A reply about whose end there is nothing more to say. */
  public Reply(Message.Assistant message, Usage usage, StopReason stop, String model) {
    this(message, usage, stop, model, "");
  }

  /** Returns the reply as one of that model. */
  public Reply by(String answering) {
    return new Reply(message, usage, stop, answering, reason);
  }

  /** Returns the reply with what the provider says about its end. */
  public Reply because(String why) {
    return new Reply(message, usage, stop, model, why);
  }
}
