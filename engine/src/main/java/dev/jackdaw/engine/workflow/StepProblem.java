package dev.jackdaw.engine.workflow;

import java.io.Serial;

/** A step cannot do its work with the values it got; the message tells the model why. */
final class StepProblem extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  StepProblem(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
