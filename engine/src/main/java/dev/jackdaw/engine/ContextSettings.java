package dev.jackdaw.engine;

import dev.jackdaw.engine.context.Profile;

/**
 * What a user wants of the context.
 *
 * @param profile how eagerly conversations are folded
 * @param note whether the model is asked for a note when it happens
 * @param window tokens of the model's window that may be used at most; 0 for all of it
 */
public record ContextSettings(Profile profile, boolean note, int window) {
  public static final ContextSettings STANDARD = new ContextSettings(Profile.BALANCED, true, 0);
}
