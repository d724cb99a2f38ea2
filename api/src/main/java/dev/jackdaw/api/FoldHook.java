package dev.jackdaw.api;

import java.util.List;

/**
 * Has a say in folds of a session, for a program that embeds it. Called by the thread that is about
 * to ask the model, which waits; one that throws counts as {@link Verdict.Go#PLAIN}.
 */
public interface FoldHook {
  /** One that lets every fold be. */
  FoldHook NONE = new FoldHook() {};

  /** What becomes of a fold. */
  sealed interface Verdict {
    /**
     * It happens.
     *
     * @param pins what stays word for word beside what is pinned already, as in {@link
     *     Event.ContextPinned}; the pins last
     * @param note stands in the digest in place of the note that a model would write; empty for
     *     that one
     */
    record Go(List<String> pins, String note) implements Verdict {
      /** The fold as it is. */
      public static final Go PLAIN = new Go(List.of(), "");

      public Go {
        pins = List.copyOf(pins);
      }
    }

    /**
     * Not now. It holds for one request: the fold that comes next happens whatever is said of it,
     * and so does one that is needed for the request to fit the window.
     *
     * @param reason as a sentence for people
     */
    record Veto(String reason) implements Verdict {}
  }

  /**
   * Hears of a fold before it is kept.
   *
   * @param agent whose conversation it is
   * @param preview what it would be as things stand, without a note
   */
  default Verdict before(AgentId agent, Fold preview) {
    return Verdict.Go.PLAIN;
  }

  /** Hears of a fold that was kept, before the model is asked. */
  default void after(AgentId agent, Fold fold) {}
}
