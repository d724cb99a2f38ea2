package dev.jackdaw.policy;

/** What a rule says, the strongest first. */
enum Verdict {
  DENY,
  ASK,
  ALLOW
}
