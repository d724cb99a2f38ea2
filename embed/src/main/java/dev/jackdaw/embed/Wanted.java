package dev.jackdaw.embed;

import dev.jackdaw.api.AnswerForm;
import java.util.Optional;

/** The form that the running task's answer shall have; set by the thread that runs it. */
final class Wanted {
  private final AnswerMode mode;
  private volatile Optional<AnswerForm> form = Optional.empty();

  Wanted(AnswerMode mode) {
    this.mode = mode;
  }

  void want(AnswerForm wanted) {
    if (mode == AnswerMode.PROVIDER) form = Optional.of(wanted);
  }

  void wantNothing() {
    form = Optional.empty();
  }

  Optional<AnswerForm> form() {
    return form;
  }
}
