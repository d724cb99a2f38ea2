package dev.jackdaw.engine;

import dev.jackdaw.engine.context.Notes;
import dev.jackdaw.engine.context.Profile;

/**
 * How a session treats what its models are shown.
 *
 * @param profile how eagerly the older part is folded, and how much stays as it is
 * @param note when a model writes a note on what a fold takes away
 * @param window tokens of prompt and reply that are used at most, though the model may take more; 0
 *     for all of them
 * @param cap tokens of a result that the model is shown; the whole stays behind a handle
 */
public record ContextSettings(Profile profile, Notes.When note, int window, int cap) {
  public static final ContextSettings STANDARD =
      new ContextSettings(Profile.BALANCED, Notes.When.WORTHWHILE, 0, 8_000);

  public ContextSettings {
    if (window < 0) throw new IllegalArgumentException("window must not be negative");
    if (cap < 1) throw new IllegalArgumentException("cap must be at least 1");
  }

  public ContextSettings withProfile(Profile other) {
    return new ContextSettings(other, note, window, cap);
  }

  public ContextSettings withNote(Notes.When other) {
    return new ContextSettings(profile, other, window, cap);
  }

  public ContextSettings withWindow(int tokens) {
    return new ContextSettings(profile, note, tokens, cap);
  }

  /** Returns this with so many tokens of the newest turns that stay as they are. */
  public ContextSettings withTail(int tokens) {
    return withProfile(new Profile(profile.name(), profile.patience(), tokens, profile.brief()));
  }

  public ContextSettings withCap(int tokens) {
    return new ContextSettings(profile, note, window, tokens);
  }

  /** Returns the window that is used of one with so many tokens; 0 when neither is known. */
  int window(int tokens) {
    if (window == 0 || tokens == 0) return Math.max(window, tokens);
    return Math.min(window, tokens);
  }
}
