package dev.jackdaw.engine.context;

/**
 * The numbers by which folds are planned; why they are what they are is told in decision 22.
 *
 * @param full share of the usable window from which on a fold is urgent
 * @param tailShare share of the room for the conversation that the tail has at most
 * @param afterShare share of that room which may be taken after a fold; a fold that leaves more
 *     would be followed by the next one soon
 * @param gain tokens that a fold which is not urgent takes away at least
 * @param nearness how far waiting may be from its price, as a share of it, for a boundary to count
 * @param waits how many requests a fold that is due waits for a boundary
 * @param note tokens of the note that a model writes for a fold; 0 for none
 */
public record Thresholds(
    double full,
    double tailShare,
    double afterShare,
    int gain,
    double nearness,
    int waits,
    int note) {
  public static final Thresholds USUAL = new Thresholds(0.92, 0.25, 0.6, 8_000, 0.3, 8, 0);

  public Thresholds {
    if (full <= 0 || full > 1) throw new IllegalArgumentException("full must be in ]0, 1]");
    if (gain < 1) throw new IllegalArgumentException("gain must be at least 1, was " + gain);
    if (waits < 0 || note < 0 || nearness < 0) {
      throw new IllegalArgumentException("waits, note and nearness must not be negative");
    }
  }

  /** Returns these for folds that have a note of so many tokens. */
  public Thresholds withNote(int tokens) {
    return new Thresholds(full, tailShare, afterShare, gain, nearness, waits, tokens);
  }
}
