package dev.jackdaw.engine.progress;

/** What is to be done about a task after a turn. */
public sealed interface Verdict {
  /** It gets on, or was told in a result why not. */
  record GetsOn() implements Verdict {}

  /** The model is to think again; {@code notice} is for it. */
  record Reflect(String notice) implements Verdict {}

  /** Neither a hint nor a notice helped; {@code evidence} is part of a sentence. */
  record Stuck(String evidence) implements Verdict {}
}
