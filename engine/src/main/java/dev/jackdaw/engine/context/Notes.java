package dev.jackdaw.engine.context;

/**
 * When a fold asks the model for a note. One is asked for behind the whole prompt, so it costs
 * about as much as the fold itself.
 *
 * @param tokens that a note usually has
 * @param after so many tokens that were folded without a note, finished work is worth one, too
 */
public record Notes(When when, int tokens, int after) {
  /** At which folds. */
  public enum When {
    /** At none. */
    NEVER,
    /**
     * Where part of the task at hand is folded, of which no answer tells yet, and where much was
     * folded since the last note.
     */
    WORTHWHILE,
    /** At each. */
    ALWAYS
  }

  /** What is asked of the model, and what it costs beside the note. */
  public static final int QUESTION_TOKENS = 250;

  public static final Notes NONE = new Notes(When.NEVER, 0, 0);

  public Notes {
    if (tokens < 0 || after < 0) {
      throw new IllegalArgumentException("tokens and after must not be negative");
    }
  }

  /** Returns the usual ones. */
  public static Notes of(When when) {
    return new Notes(when, 600, 500_000);
  }

  boolean isAsked(Cut cut, Load load) {
    return switch (when) {
      case NEVER -> false;
      case WORTHWHILE -> cut.through() >= load.task() || load.unnoted() + cut.gain() >= after;
      case ALWAYS -> true;
    };
  }
}
