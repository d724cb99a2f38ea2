package dev.jackdaw.engine;

import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;
import dev.jackdaw.engine.context.Thresholds;

/**
 * How a session treats what its models are shown.
 *
 * @param profile how eagerly the older part is folded, and how much stays as it is
 * @param note when a model writes a note on what a fold takes away
 * @param window tokens of prompt and reply that are used at most, though the model may take more; 0
 *     for all of them
 * @param cap tokens of a result that the model is shown; the whole stays behind a handle
 * @param threshold share of the usable window, above 0, from which on a fold is urgent
 */
public record ContextSettings(
    Profile profile, Notes.When note, int window, int cap, double threshold) {
  public static final ContextSettings STANDARD =
      new ContextSettings(
          Profile.BALANCED, Notes.When.WORTHWHILE, 0, 8_000, Thresholds.USUAL.full());

  public ContextSettings {
    if (window < 0) throw new IllegalArgumentException("window must not be negative");
    if (cap < 1) throw new IllegalArgumentException("cap must be at least 1");
    if (threshold <= 0 || threshold > 1) {
      throw new IllegalArgumentException("threshold must be in ]0, 1], was " + threshold);
    }
  }

  public ContextSettings withProfile(Profile other) {
    return new ContextSettings(other, note, window, cap, threshold);
  }

  public ContextSettings withNote(Notes.When other) {
    return new ContextSettings(profile, other, window, cap, threshold);
  }

  public ContextSettings withWindow(int tokens) {
    return new ContextSettings(profile, note, tokens, cap, threshold);
  }

  /** Returns this with so many tokens of the newest turns that stay as they are. */
  public ContextSettings withTail(int tokens) {
    return withProfile(new Profile(profile.name(), profile.patience(), tokens, profile.brief()));
  }

  public ContextSettings withCap(int tokens) {
    return new ContextSettings(profile, note, window, tokens, threshold);
  }

  /** Returns this with a fold being urgent from that share of the usable window on. */
  public ContextSettings withThreshold(double share) {
    return new ContextSettings(profile, note, window, cap, share);
  }

  /** Returns the window that is used of one with so many tokens; 0 when neither is known. */
  int window(int tokens) {
    if (window == 0 || tokens == 0) return Math.max(window, tokens);
    return Math.min(window, tokens);
  }
}
