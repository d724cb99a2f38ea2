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
 * @param notes when a fold asks a model for a note
 */
public record Thresholds(
    double full,
    double tailShare,
    double afterShare,
    int gain,
    double nearness,
    int waits,
    Notes notes) {
  public static final Thresholds USUAL = new Thresholds(0.92, 0.25, 0.6, 8_000, 0.3, 8, Notes.NONE);

  public Thresholds {
    if (full <= 0 || full > 1) throw new IllegalArgumentException("full must be in ]0, 1]");
    if (gain < 1) throw new IllegalArgumentException("gain must be at least 1, was " + gain);
    if (waits < 0 || nearness < 0) {
      throw new IllegalArgumentException("waits and nearness must not be negative");
    }
  }

  /** Returns these with folds urgent from that share of the usable window on. */
  public Thresholds withFull(double share) {
    return new Thresholds(share, tailShare, afterShare, gain, nearness, waits, notes);
  }

  /** Returns these for folds that ask for notes like that. */
  public Thresholds withNotes(Notes other) {
    return new Thresholds(full, tailShare, afterShare, gain, nearness, waits, other);
  }
}
