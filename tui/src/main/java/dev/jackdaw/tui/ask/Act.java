package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Answer;

/** What choosing a line of a question does. */
sealed interface Act {
  /** It is the answer. */
  record Give(Answer answer) implements Act {}

  /** The person writes on. */
  record Write(Purpose purpose) implements Act {}

  /** What is written, and what becomes of it. */
  enum Purpose {
    INSTEAD("What should be done instead?"),
    CHANGE("The command as it should run:"),
    OWN_WORDS("In your own words:");

    private final String label;

    Purpose(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
