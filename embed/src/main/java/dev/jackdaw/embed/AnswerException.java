package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import java.util.List;

/**
 * A model did not give an answer of the form that was asked, however often it was told what was
 * wrong with it.
 */
public final class AnswerException extends JackdawException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;
  private final String text;

  AnswerException(Class<?> type, List<String> problems, String text) {
    super(
        Kind.PROVIDER,
        "answer-invalid",
        "The model gave no valid "
            + type.getSimpleName()
            + " in "
            + problems.size()
            + (problems.size() == 1 ? " try" : " tries")
            + ": "
            + problems.getLast()
            + ". Make the record simpler, describe it with @Param, allow more with"
            + " answerRepairs(int), or choose another model.");
    this.problems = List.copyOf(problems);
    this.text = text;
  }

  /** Returns what was wrong with each try, in order. */
  public List<String> problems() {
    return problems;
  }

  /** Returns the last try. */
  public String text() {
    return text;
  }
}
