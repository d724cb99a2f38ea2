package dev.jackdaw.tui.compose;

import dev.jackdaw.tui.keys.Action;

/** What came of an input, for whoever holds the composer to act on. */
public sealed interface Heard {
  /** Nothing looks different. */
  record Nothing() implements Heard {}

  /** The composer looks different, and that is all. */
  record Redraw() implements Heard {}

  /** A prompt, and nothing was at work. */
  record Submit(Prompt prompt) implements Heard {}

  /** A prompt for the agent that is at work, to be heard before its next turn. */
  record Steer(Prompt prompt) implements Heard {}

  /** The composer keeps this until {@link Composer#nextQueued}. */
  record Queued(Prompt prompt) implements Heard {}

  /** A line that begins with a slash, with it. */
  record Command(String line) implements Heard {}

  /** What stood behind an exclamation mark. */
  record Shell(String line) implements Heard {}

  /** What stood behind a number sign, to be kept in a memory file. */
  record Memory(String line) implements Heard {}

  /** The agent is to stop. */
  record Interrupt() implements Heard {}

  /** It was told to stop and did not: what it runs is to end. */
  record Kill() implements Heard {}

  record Leave() implements Heard {}

  /** The draft is to be edited elsewhere; it comes back by {@link Composer#edited}. */
  record OpenEditor(String draft) implements Heard {}

  /** The picture in the clipboard is wanted; it comes by {@link Composer#attach}. */
  record PasteImage() implements Heard {}

  /** Something that is not the composer's to do. */
  record Act(Action action) implements Heard {}
}
