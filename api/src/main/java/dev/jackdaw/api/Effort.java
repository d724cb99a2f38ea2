package dev.jackdaw.api;

/** How hard the model should think; each dialect has its own way to say it. */
public enum Effort {
  /** The provider's default. */
  DEFAULT,
  LOW,
  MEDIUM,
  HIGH
}
