package dev.jackdaw.api;

import java.time.Duration;

/** A piece of a reply as it arrives. */
public sealed interface Delta {
  record TextDelta(String text) implements Delta {}

  record ThinkingDelta(String text) implements Delta {}

  /** The model began a call; {@code index} counts the calls of the reply from 0. */
  record CallBegun(int index, String tool) implements Delta {}

  /** A fragment of a call's input, as JSON text that may be cut anywhere. */
  record CallInputDelta(int index, String json) implements Delta {}

  /** The attempt failed and another follows after the wait. */
  record Retrying(String reason, Duration delay, int attempt) implements Delta {}

  /** Another attempt begins: everything before it is taken back. */
  record Restarted() implements Delta {}
}
