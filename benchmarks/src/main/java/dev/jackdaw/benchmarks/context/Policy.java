package dev.jackdaw.benchmarks.context;

/** A rule for what of a session the model is shown. One object serves one replay. */
interface Policy {

  /** Rearranges the prompt of the next request, if it wants to. */
  void arrange(View view, Desk desk);

  /** Tells that the prompt was sent. */
  default void sent(View view, Desk desk) {}
}
