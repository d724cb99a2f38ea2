package dev.jackdaw.api;

/** The model's input is not what the tool takes. The message is written for the model. */
public final class InvalidInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }
}
