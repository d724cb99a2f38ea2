package dev.jackdaw.api;

/** What may be done with a call of which it is not known whether it took effect. */
public enum Idempotency {
  /** It has no effect: run it again freely. */
  PURE,
  /** Whether it took effect can be seen; running it twice does the same. */
  NATURAL,
  /** The callee recognises a repeated key. */
  KEYED,
  /** Never run twice without asking. */
  UNSAFE
}
